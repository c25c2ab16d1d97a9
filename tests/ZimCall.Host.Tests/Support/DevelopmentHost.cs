namespace ZimCall.Host.Tests.Support;

/// <summary>The host with <c>--dev</c> on a free port.</summary>
internal static class DevelopmentHost
{
    /// <summary>Starts it and waits until it listens.</summary>
    public static Task<(ChildProcess Process, string Url)> StartAsync(params string[] arguments) =>
        StartOnAsync("http://127.0.0.1:0", arguments);

    /// <summary>Starts it where another has been.</summary>
    public static async Task<(ChildProcess Process, string Url)> StartOnAsync(string address, params string[] arguments)
    {
        var process = ChildProcess.Host(["--dev", "--urls", address, .. arguments]);
        try
        {
            var line = await process.LineAsync("ZimCall is listening on http://127.0.0.1:");
            var url = line.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal));
            await process.LineAsync("Ctrl+C stops it.");
            return (process, url);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }
}
