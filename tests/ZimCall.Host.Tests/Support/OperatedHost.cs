using System.Net;

namespace ZimCall.Host.Tests.Support;

/// <summary>The host with <c>--dev</c> and an address for the operator, both on free ports.</summary>
internal sealed class OperatedHost : IAsyncDisposable
{
    public const string Secret = "operator-secret-of-the-tests";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private OperatedHost(ChildProcess process, string url, string operatorUrl) => (Process, Url, OperatorUrl) = (process, url, operatorUrl);

    public ChildProcess Process { get; }

    /// <summary>Where clients connect.</summary>
    public string Url { get; }

    public string OperatorUrl { get; }

    /// <summary>Where business servers connect; empty for nowhere.</summary>
    public string ApiUrl { get; private init; } = "";

    public static async Task<OperatedHost> StartAsync(params string[] arguments)
    {
        var process = ChildProcess.Host(
            ["--dev", "--urls", "http://127.0.0.1:0", "--operator-url", "http://127.0.0.1:0", "--operator-secret", Secret, .. arguments]);
        try
        {
            var url = UrlIn(await process.LineAsync("ZimCall is listening on http://127.0.0.1:"));
            var apiUrl = arguments.Contains("--api-urls") ? UrlIn(await process.LineAsync("The server API is on")) : "";
            var operatorUrl = UrlIn(await process.LineAsync("The operator's address is"));
            return new OperatedHost(process, url, operatorUrl) { ApiUrl = apiUrl };
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public static string UrlIn(string line) =>
        line.Split(' ').Single(static word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('.');

    /// <summary>Asks for something of the operator's, with the secret.</summary>
    public async Task<string> GetAsync(string path)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, new Uri(OperatorUrl + path), $"Bearer {Secret}");
        status.Should().Be(HttpStatusCode.OK, body);
        return body;
    }

    public async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, Uri address, string? authorization)
    {
        using HttpRequestMessage request = new(method, address);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization).Should().BeTrue();
        }

        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
    }
}
