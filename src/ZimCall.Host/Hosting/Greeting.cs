namespace ZimCall.Host;

/// <summary>What <c>--dev</c> prints when the server listens: the keys, and what to do next.</summary>
internal static class Greeting
{
    public static string ForDevelopment(ICollection<string> urls)
    {
        var url = urls.First();
        var app = DevelopmentApp.App;
        return $"""

            ZimCall is listening on {string.Join(" and ", urls)} for development, with these well-known keys:

              AppID         {app.AppId}
              AppSign       {app.AppSign}
              ServerSecret  {app.ServerSecret}

            Try it, in two other terminals:

              dotnet run --project samples/TwoPhones -- --server {url} --user bob
              dotnet run --project samples/TwoPhones -- --server {url} --user alice --call bob

            Ctrl+C stops it.


            """;
    }
}
