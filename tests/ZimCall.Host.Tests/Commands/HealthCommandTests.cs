using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Commands;

/// <summary><c>zimcall-server health</c>, which images ask with.</summary>
public sealed class HealthCommandTests : IDisposable
{
    private readonly Operator _operator = new();

    public void Dispose() => _operator.Dispose();

    [Fact]
    public async Task Nobody_there_is_exit_code_1()
    {
        var (code, output, error) = await _operator.RunAsync("health", "--urls", "http://0.0.0.0:9");
        (code, output).Should().Be((1, ""));
        error.Should().Contain("http://127.0.0.1:9/healthz does not answer");
    }

    [Fact]
    [Trait("Category", "Process")]
    public async Task A_server_with_TLS_on_every_address_is_asked_on_this_machine()
    {
        var pem = _operator.Write("server.pem", Certificates.Make("calls.example").Pem);
        await using var host = ChildProcess.Host("--app", Operator.App, "--urls", "https://*:0", "--tls-certificate", pem);
        var port = new Uri((await host.LineAsync("Listening on https://")).Split(' ').Single(static word => word.StartsWith("https://", StringComparison.Ordinal)).TrimEnd(',')
            .Replace("[::]", "127.0.0.1", StringComparison.Ordinal)).Port;
        _operator.Variables["ZIMCALL_URLS"] = $"https://*:{port}";
        (await _operator.RunAsync("health")).Should().Be((0, "healthy\n", ""));
    }
}
