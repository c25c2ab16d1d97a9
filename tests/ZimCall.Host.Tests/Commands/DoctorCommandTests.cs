using Microsoft.Data.Sqlite;
using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Commands;

/// <summary><c>zimcall-server doctor</c>, on what is well and what is not.</summary>
public sealed class DoctorCommandTests : IDisposable
{
    private readonly Operator _operator = new();

    public void Dispose() => _operator.Dispose();

    [Fact]
    public async Task Problems_of_the_settings_fail_and_the_other_checks_are_made_all_the_same()
    {
        var (code, output, _) = await _operator.RunAsync("doctor", "--max-devices", "0", "--bogus", "--urls", "http://0.0.0.0:0");
        code.Should().Be(1);
        output.Split('\n').Should().Contain(static line => Is(line, "FAIL", "configuration", "--max-devices is 0"))
            .And.Contain(static line => Is(line, "FAIL", "configuration", "there is no option --bogus"))
            .And.Contain(static line => Is(line, "FAIL", "configuration", "would be clear text"))
            .And.Contain(static line => Is(line, "warn", "store", "calls are in memory"));
    }

    [Fact]
    public async Task A_good_configuration_is_ok()
    {
        var pem = _operator.Write("server.pem", Certificates.Make("calls.example").Pem);
        var config = _operator.Write("server.json", $$"""
            {
                "urls": "https://127.0.0.1:0", "tls-certificate": "{{pem}}", "data": "{{_operator.PathOf("data")}}",
                "apps": [ { "id": 1, "app-sign": "{{Operator.AppSign}}", "server-secret": "{{Operator.ServerSecret}}" } ]
            }
            """);
        var (code, output, _) = await _operator.RunAsync("doctor", "--config", config, "--name", "calls.example");
        code.Should().Be(0, output);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().OnlyContain(static line => line.StartsWith("ok ", StringComparison.Ordinal));
        output.Should().ContainAll("1 app(s), on https://127.0.0.1:0", "CN=calls.example, valid until", "it is good for calls.example", "not used yet")
            .And.NotContain(Operator.ServerSecret);
        Directory.Exists(_operator.PathOf("data")).Should().BeFalse("it changes nothing");
    }

    [Theory]
    [InlineData(-10, -1, "FAIL", "has expired at")]
    [InlineData(1, 90, "FAIL", "is valid from")]
    [InlineData(-10, 3, "warn", "in 3 days")]
    public async Task A_certificate_that_is_not_good_now_or_not_for_long(int from, int until, string grade, string words)
    {
        var now = DateTimeOffset.UtcNow;
        var pem = _operator.Write("server.pem", Certificates.Make("x", now.AddDays(from), now.AddDays(until).AddMinutes(5)).Pem);
        var (code, output, _) = await _operator.RunAsync("doctor", "--dev", "--urls", "https://127.0.0.1:0", "--tls-certificate", pem);
        output.Split('\n').Should().Contain(line => Is(line, grade, "certificate", words), output);
        code.Should().Be(grade == "FAIL" ? 1 : 0);
    }

    [Fact]
    public async Task A_certificate_for_another_name_fails()
    {
        var pem = _operator.Write("server.pem", Certificates.Make("calls.example").Pem);
        var (code, output, _) = await _operator.RunAsync(
            "doctor", "--dev", "--urls", "https://127.0.0.1:0", "--tls-certificate", pem, "--name", "calls.example", "--name", "other.example");
        code.Should().Be(1);
        output.Should().Contain("it is good for calls.example").And.Contain("it is not good for other.example");
    }

    [Fact]
    public async Task Secrets_that_everybody_can_read_are_warned_of()
    {
        var config = _operator.Write("server.json", """{ "dev": true }""");
        (await _operator.RunAsync("doctor", "--config", config, "--urls", "http://127.0.0.1:0")).Output.Should().NotContain("chmod");
        Operator.SetMode(config, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var (code, output, _) = await _operator.RunAsync("doctor", "--config", config, "--urls", "http://127.0.0.1:0");
        output.Should().Contain("every user of this machine can read it");
        code.Should().Be(0);
    }

    [Fact]
    [Trait("Category", "Process")]
    public async Task Beside_a_running_server_its_store_and_its_answer_are_seen()
    {
        var data = _operator.PathOf("data");
        var (host, url) = await DevelopmentHost.StartAsync("--data", data);
        await using var _ = host;
        var (code, output, _) = await _operator.RunAsync("doctor", "--dev", "--urls", url, "--data", data);
        code.Should().Be(0, output);
        output.Should().ContainAll("zimcall.db, SQLite", ": schema ", $"a server answers on {url}");
        (await _operator.RunAsync("health", "--urls", url)).Should().Be((0, "healthy\n", ""));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_fails_and_stays_as_it_is()
    {
        var data = Directory.CreateDirectory(_operator.PathOf("data")).FullName;
        await using (var store = await Storage.SqliteStore.OpenAsync(new Storage.SqliteStoreOptions(data), default))
        {
        }

        await SetSchemaAsync(data, 99);
        var (code, output, _) = await _operator.RunAsync("doctor", "--dev", "--urls", "http://127.0.0.1:0", "--data", data);
        code.Should().Be(1);
        output.Should().Contain("schema 99 is of a newer program");
        await SetSchemaAsync(data, 0);
        (await _operator.RunAsync("doctor", "--dev", "--urls", "http://127.0.0.1:0", "--data", data)).Output.Should().Contain("not used yet");
        File.WriteAllText(Path.Combine(data, "zimcall.db"), new string('x', 5000));
        (await _operator.RunAsync("doctor", "--dev", "--urls", "http://127.0.0.1:0", "--data", data)).Output.Should().Contain("is damaged, or no SQLite database");
    }

    [Fact]
    public async Task A_database_that_is_away_fails_in_a_sentence()
    {
        var (code, output, _) = await _operator.RunAsync(
            "doctor", "--dev", "--urls", "http://127.0.0.1:0", "--store", "postgres:Host=127.0.0.1;Port=9;Database=z;Username=u;Password=keep-me-out");
        code.Should().Be(1);
        output.Should().Contain("FAIL  store").And.Contain("cannot be reached").And.NotContain("keep-me-out");
    }

    [Fact]
    public async Task A_port_that_something_else_has_fails()
    {
        using System.Net.Sockets.TcpListener taken = new(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var accepting = taken.AcceptTcpClientAsync();
        var running = _operator.RunAsync("doctor", "--dev", "--urls", $"http://127.0.0.1:{port}");
        (await accepting).Dispose();
        var (code, output, _) = await running;
        code.Should().Be(1);
        output.Should().Contain("FAIL  server").And.Contain("none could listen");
    }

    [Theory]
    [InlineData("allowed", "ok", "can be reached")]
    [InlineData("not allowed", "FAIL", "no public address")]
    [InlineData("nobody there", "FAIL", "cannot be reached")]
    public async Task A_receiver_of_callbacks_is_reached_as_callbacks_would_reach_it(string receiver, string grade, string words)
    {
        using System.Net.Sockets.TcpListener listener = new(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        if (receiver == "nobody there")
        {
            listener.Stop();
        }

        _operator.Variables["ZIMCALL_CALLBACK_ALLOW_PRIVATE"] = receiver == "not allowed" ? "" : "127.0.0.1";
        var (code, output, _) = await _operator.RunAsync(
            "doctor", "--dev", "--urls", "http://127.0.0.1:0", "--callback-url", $"http://127.0.0.1:{port}/hook?key=keep-me-out", "--callback-secret", "0123456789abcdef");
        output.Split('\n').Should().Contain(line => Is(line, grade, "callbacks", words), output);
        output.Should().NotContain("keep-me-out");
        code.Should().Be(grade == "FAIL" ? 1 : 0);
    }

    private static bool Is(string line, string grade, string check, string words) =>
        line.StartsWith(grade, StringComparison.Ordinal) && line.Contains($" {check} ", StringComparison.Ordinal) && line.Contains(words, StringComparison.Ordinal);

    private static async Task SetSchemaAsync(string folder, int version)
    {
        await using SqliteConnection connection = new($"Data Source={Path.Combine(folder, "zimcall.db")};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "update schema_version set version = $version";
        command.Parameters.AddWithValue("$version", version);
        await command.ExecuteNonQueryAsync();
    }
}
