using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using ZimCall.Host.Tests.Support;
using ZimCall.Server.Tests.Support;
using ZimCall.Testing;

namespace ZimCall.Host.Tests.Tls;

/// <summary>A certificate that changes on the disk is shown to new connections, and those that are open go on.</summary>
public sealed class CertificateReloadTests : IAsyncLifetime
{
    private readonly Operator _operator = new();
    private readonly VirtualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly ListLogger _log = new();
    private readonly (string Pem, string Thumbprint) _first = Certificates.Make("first.example");
    private readonly (string Pem, string Thumbprint) _second = Certificates.Make("second.example");
    private CertificateWatch _watch = null!;
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        var path = _operator.Write("server.pem", _first.Pem);
        var settings = _operator.Settings("--app", Operator.App, "--urls", "https://127.0.0.1:0", "--tls-certificate", path, "--log-level", "error");
        settings.FindProblems().Should().BeEmpty();
        _watch = new CertificateWatch(settings.Tls!, settings.Certificate!, _time, _log);
        _app = HostApplication.Build(settings, store: null, directory: null, _watch);
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        _watch.Dispose();
        _operator.Dispose();
    }

    [Fact]
    public async Task A_new_certificate_is_shown_without_a_restart_and_connections_go_on()
    {
        using var http = Http(out var shown);
        (await http.GetStringAsync(Health)).Should().Be("healthy\n");
        _operator.Write("server.pem", _second.Pem);
        (await ShownAsync()).Should().Be(_first.Thumbprint, "nobody has looked yet");

        _time.Advance(CertificateWatch.Interval);
        (await ShownAsync()).Should().Be(_second.Thumbprint);
        (await http.GetStringAsync(Health)).Should().Be("healthy\n");
        shown.Should().Equal([_first.Thumbprint], "it is the same connection still");
        _log.Entries.Should().ContainSingle().Which.Text.Should().Contain("CN=second.example");

        _time.Advance(CertificateWatch.Interval * 3);
        _log.Entries.Should().HaveCount(1, "nothing has changed since");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("half of it")]
    [InlineData("without its key")]
    [InlineData("the key of another")]
    public async Task A_broken_file_is_told_of_once_and_the_certificate_stays(string text)
    {
        var end = _second.Pem.IndexOf("-----END CERTIFICATE", StringComparison.Ordinal);
        var keyStart = _second.Pem.IndexOf("-----BEGIN PRIVATE KEY", StringComparison.Ordinal);
        _operator.Write("server.pem", text switch
        {
            "half of it" => _second.Pem[..(end / 2)],
            "without its key" => _second.Pem[..keyStart],
            "the key of another" => _second.Pem[..keyStart] + _first.Pem[_first.Pem.IndexOf("-----BEGIN PRIVATE KEY", StringComparison.Ordinal)..],
            _ => text,
        });
        _time.Advance(CertificateWatch.Interval * 3);
        (await ShownAsync()).Should().Be(_first.Thumbprint);
        var entry = _log.Entries.Should().ContainSingle().Which;
        entry.Level.Should().Be(LogLevel.Warning);
        entry.Id.Should().Be(1206);

        _operator.Write("server.pem", _second.Pem);
        _time.Advance(CertificateWatch.Interval);
        (await ShownAsync()).Should().Be(_second.Thumbprint, "it is mended");
    }

    [Fact]
    public async Task A_file_that_is_gone_for_a_moment_does_no_harm()
    {
        File.Delete(_operator.PathOf("server.pem"));
        _time.Advance(CertificateWatch.Interval);
        (await ShownAsync()).Should().Be(_first.Thumbprint);
        _operator.Write("server.pem", _first.Pem);
        _time.Advance(CertificateWatch.Interval);
        (await ShownAsync()).Should().Be(_first.Thumbprint);
    }

    private Uri Health => new($"{_app.Urls.Single()}/healthz");

    /// <summary>What a new connection is shown.</summary>
    private async Task<string> ShownAsync()
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, Health.Port);
        string? shown = null;
        await using SslStream tls = new(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "x",
            RemoteCertificateValidationCallback = (_, certificate, _, _) => (shown = Thumbprint(certificate)) is not null,
        });
        return shown!;
    }

    private static string Thumbprint(X509Certificate? certificate) => certificate!.GetCertHashString(HashAlgorithmName.SHA1);

    private static HttpClient Http(out List<string> shown)
    {
        List<string> seen = [];
        SocketsHttpHandler handler = new();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            seen.Add(Thumbprint(certificate));
            return certificate is not null;
        };
        shown = seen;
        return new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }
}
