namespace ZimCall.Host.Tests.Support;

/// <summary>The business server of the samples and the host, as its README starts them, on free ports.</summary>
internal sealed class BusinessScene : IAsyncDisposable
{
    public const string CallbackSecret = "callback-secret-for-development";

    private readonly ChildProcess _host;

    private BusinessScene(ChildProcess host, ChildProcess business, string url) => (_host, Business, Url) = (host, business, url);

    public ChildProcess Business { get; }

    /// <summary>Where the page is.</summary>
    public string Url { get; }

    public static async Task<BusinessScene> StartAsync(params string[] more)
    {
        // The business server says where it listens, and is told where the host will be.
        var server = $"http://127.0.0.1:{FreePort.Find()}";
        var business = ChildProcess.Business(["--urls", "http://127.0.0.1:0", "--ZimCall:Server", server, .. more]);
        try
        {
            var url = (await business.LineAsync("Open http://127.0.0.1:")).Split(' ')[1];
            var (host, _) = await DevelopmentHost.StartOnAsync(
                server, "--callback-url", $"{url}/zimcall", "--callback-secret", CallbackSecret, "--callback-events", "all", "--callback-allow-private", "127.0.0.1");
            return new BusinessScene(host, business, url);
        }
        catch
        {
            await business.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Business.DisposeAsync();
        await _host.DisposeAsync();
    }
}
