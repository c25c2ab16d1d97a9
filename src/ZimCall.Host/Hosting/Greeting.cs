namespace ZimCall.Host;

/// <summary>What <c>--dev</c> prints when the server listens: the keys, and what to do next.</summary>
internal static class Greeting
{
    public static string ForDevelopment(IReadOnlyList<string> urls, IReadOnlyList<string> apiUrls, IReadOnlyList<string> operatorUrls)
    {
        var url = urls[0];
        var app = DevelopmentApp.App;
        var api = apiUrls.Count > 0 ? $"The server API is on {string.Join(" and ", apiUrls)}.\n\n" : "";
        var site = operatorUrls.Count > 0 ? $"The operator's address is {operatorUrls[0]}.\n\n" : "";
        return $"""

            ZimCall is listening on {string.Join(" and ", urls)} for development, with these well-known keys:

              AppID         {app.AppId}
              AppSign       {app.AppSign}
              ServerSecret  {app.ServerSecret}

            {api}{site}Try it, in two other terminals:

              dotnet run --project samples/TwoPhones -- --server {url} --user bob
              dotnet run --project samples/TwoPhones -- --server {url} --user alice --call bob

            Ctrl+C stops it.


            """;
    }
}
