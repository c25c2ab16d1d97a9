using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests;

/// <summary>What the server's command line takes and refuses.</summary>
[Trait("Category", "Process")]
public sealed class HostOptionsTests
{
    private static readonly string App = $"7:{new string('a', 64)}:{new string('s', 32)}";

    [Theory]
    [InlineData("no app", "no app is configured")]
    [InlineData("--app 7", "--app number 1 is not of the form ID:APPSIGN:SERVERSECRET")]
    [InlineData("--app x:y:z", "--app number 1: the ID is not a number")]
    [InlineData("--app 7:abc:secret", "app 7: the AppSign is not 64 hexadecimal digits", "app 7: the ServerSecret is not 32 bytes")]
    [InlineData("--app APP --app APP", "an AppID is configured twice")]
    [InlineData("--app APP --urls http://0.0.0.0:0", "http://0.0.0.0:0 would be clear text", "--allow-clear-text")]
    [InlineData("--app APP --urls http://*:0", "http://*:0 would be clear text")]
    [InlineData("--app APP --urls http://[::]:0", "http://[::]:0 would be clear text")]
    [InlineData("--dev --urls http://0.0.0.0:0 --allow-clear-text", "--dev serves an app with well-known keys, so only on loopback")]
    [InlineData("--app APP --urls https://127.0.0.1:0", "https://127.0.0.1:0 needs --tls-certificate")]
    [InlineData("--app APP --urls https://127.0.0.1:0 --tls-certificate missing.pem", "--tls-certificate missing.pem and its key cannot be read")]
    [InlineData("--app APP --urls ftp://127.0.0.1", "'ftp://127.0.0.1' is not of the form http://address:port")]
    [InlineData("--app APP --urls http://example.org:80", "write the IP address to listen on")]
    [InlineData("--app APP --heartbeat-timeout 5x --max-devices 1000", "--heartbeat-timeout is '5x'; write a duration as 500ms, 10s, 5m or 24h", "--max-devices is 1000; it must be from 1 to 100")]
    [InlineData("--app APP --device-policy both --bogus", "--device-policy is 'both'; it must be one of multi, single", "there is no option --bogus")]
    [InlineData("--app APP --data d --store memory", "--data and --store are both given")]
    [InlineData("--app APP --store oracle:Password=hush", "--store is neither memory nor postgres:CONNECTIONSTRING")]
    [InlineData("--app APP --node-address http://127.0.0.1:1", "share a database: --store \"postgres:...\" is missing", "--node-address needs --cluster-secret")]
    [InlineData("--app APP --store postgres:Host=h --node-address http://127.0.0.1:1/x --cluster-secret short", "the node's address is 'http://127.0.0.1:1/x'", "the cluster's secret is shorter than 16 bytes")]
    [InlineData("--app APP --cluster-secret 0123456789abcdef", "--node-address is missing")]
    [InlineData("--app APP --operator-url http://127.0.0.1:0", "--operator-url needs --operator-secret")]
    [InlineData("--app APP --operator-secret 0123456789abcdef", "--operator-url is missing")]
    [InlineData("--app APP --dashboard", "--operator-url is missing")]
    [InlineData("--app APP --operator-url http://0.0.0.0:0 --operator-secret 0123456789abcdef", "http://0.0.0.0:0 would be clear text")]
    [InlineData("--app APP --operator-url ftp://127.0.0.1 --operator-secret short", "--operator-url: 'ftp://127.0.0.1' is not of the form", "--operator-secret is shorter than 16 bytes")]
    [InlineData("--app APP --otlp-endpoint ftp://collector", "--otlp-endpoint is 'ftp://collector'; it must be of the form")]
    [InlineData("--app APP --trace-ratio 2", "--trace-ratio is 2; it must be from 0 to 1")]
    [InlineData("--app APP --trace-ratio 0.5", "--otlp-endpoint is missing")]
    [InlineData("--app 7 --heartbeat-timeout 1s --urls http://0.0.0.0:0", "--app number 1", "--heartbeat-timeout is 1s; it must be from 3s to 10m", "would be clear text")]
    public async Task Every_problem_is_named_and_the_exit_code_is_1(string arguments, params string[] problems)
    {
        await using var host = ChildProcess.Host(
            arguments == "no app" ? [] : [.. arguments.Split(' ').Select(static word => word == "APP" ? App : word)]);
        (await host.ExitAsync()).Should().Be(1);
        host.Output.Should().ContainAll(problems).And.Contain("zimcall-server cannot start").And.Contain("--help");
        host.Output.Split("\n  - ").Should().HaveCount(problems.Count(static problem => problem != "--allow-clear-text") + 1, host.Output);
    }

    [Fact]
    public async Task A_secret_that_lost_its_option_is_not_repeated()
    {
        await using var host = ChildProcess.Host("--dev", "--urls", "http://127.0.0.1:0", App);
        (await host.ExitAsync()).Should().Be(1);
        host.Output.Should().Contain("a word of 99 characters belongs to no option").And.NotContain("aaaa").And.NotContain("ssss");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var host = ChildProcess.Host("--dev", "--urls", $"http://127.0.0.1:{port}");
        (await host.ExitAsync()).Should().Be(1);
        host.Output.Should().Contain("zimcall-server cannot start").And.Contain($"{port}").And.NotContain("   at ");
    }

    [Fact]
    public async Task Help_teaches()
    {
        await using var host = ChildProcess.Host("--help");
        (await host.ExitAsync()).Should().Be(0);
        host.Output.Should().ContainAll(
            "zimcall-server --dev", "ID:APPSIGN:SERVERSECRET", "--heartbeat-timeout <DURATION>", "Default: 35s", "--allow-clear-text", "--config /etc/zimcall/server.json",
            "[ZIMCALL_HEARTBEAT_TIMEOUT]", "From 3s to 10m.", "doctor", "token");
    }

    [Fact]
    public async Task Apps_come_from_a_file_and_TLS_serves_both_versions_of_HTTP()
    {
        var directory = Directory.CreateTempSubdirectory("zimcall-host-");
        try
        {
            var (certificate, key, apps) = (Path.Combine(directory.FullName, "c.pem"), Path.Combine(directory.FullName, "k.pem"), Path.Combine(directory.FullName, "apps.txt"));
            using var rsa = RSA.Create(2048);
            using var made = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            await File.WriteAllTextAsync(certificate, made.ExportCertificatePem());
            await File.WriteAllTextAsync(key, rsa.ExportPkcs8PrivateKeyPem());
            await File.WriteAllTextAsync(apps, $"--app {App}\n");

            await using var host = ChildProcess.Host(
                "--urls", "https://127.0.0.1:0", "--tls-certificate", certificate, "--tls-key", key, $"@{apps}");
            var line = await host.LineAsync("Listening on https://127.0.0.1:", "serving 1 app");
            var address = line.Split(' ').Single(static word => word.StartsWith("https://", StringComparison.Ordinal)).TrimEnd(',');
            using HttpClientHandler trusting = new() { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == made.Thumbprint };
            using HttpClient http = new(trusting);
            foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
            {
                using HttpRequestMessage request = new(HttpMethod.Get, $"{address}/healthz") { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
                using var response = await http.SendAsync(request);
                response.Version.Should().Be(version);
                (await response.Content.ReadAsStringAsync()).Should().Be("healthy\n");
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
