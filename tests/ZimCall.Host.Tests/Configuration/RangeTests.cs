using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Configuration;

/// <summary>What lies at the edge of a range is taken by the table and by the server; what lies beyond is refused where it stood.</summary>
public sealed class RangeTests : IDisposable
{
    private readonly Operator _operator = new();

    public void Dispose() => _operator.Dispose();

    [Theory]
    [InlineData("api-rate", "1", "0")]
    [InlineData("api-rate", "100000", "100001")]
    [InlineData("max-devices", "1", "0")]
    [InlineData("max-devices", "100", "101")]
    [InlineData("heartbeat-timeout", "3s", "2999ms")]
    [InlineData("heartbeat-timeout", "10m", "600001ms")]
    [InlineData("heartbeat-interval", "1s", "999ms")]
    [InlineData("heartbeat-interval", "17500ms", "17501ms")]
    [InlineData("login-timeout", "1s", "0s")]
    [InlineData("login-timeout", "1m", "61s")]
    [InlineData("not-received-check", "3s", "2s")]
    [InlineData("not-received-check", "5s", "6s")]
    [InlineData("absence-limit", "10s", "9s")]
    [InlineData("absence-limit", "24h", "25h")]
    [InlineData("max-frame-bytes", "8192", "8191")]
    [InlineData("max-frame-bytes", "4194304", "4194305")]
    [InlineData("max-queued-bytes", "65536", "65535")]
    [InlineData("ended-call-retention", "1m", "59s")]
    [InlineData("max-ended-calls", "0", "-1")]
    [InlineData("session-rate", "100000", "100001")]
    [InlineData("user-rate", "1000000", "1000001")]
    [InlineData("app-rate", "0", "-1")]
    [InlineData("user-login-rate", "1", "0")]
    [InlineData("app-login-rate", "1000000", "1000001")]
    [InlineData("max-sessions", "100000000", "100000001")]
    [InlineData("max-pending-logins", "1", "0")]
    [InlineData("max-calls", "10000", "10001")]
    [InlineData("max-requests", "10", "9")]
    [InlineData("max-delay", "50ms", "49ms")]
    [InlineData("max-delay", "1m", "61s")]
    [InlineData("callback-timeout", "30s", "31s")]
    [InlineData("callback-parallelism", "256", "257")]
    public void The_edge_is_taken_and_what_is_beyond_is_refused(string name, string edge, string beyond)
    {
        _operator.Problems("--dev", $"--{name}", edge).Should().BeEmpty();
        _operator.Problems("--dev", $"--{name}", beyond).Should().ContainSingle().Which.Should().StartWith($"--{name} is ");
        _operator.Variables[$"ZIMCALL_{name.ToUpperInvariant().Replace('-', '_')}"] = beyond;
        _operator.Problems("--dev").Should().ContainSingle().Which.Should().StartWith("ZIMCALL_");
        _operator.Variables.Clear();
        var config = _operator.Write("server.json", $$"""{ "{{name}}": "{{beyond}}" }""");
        _operator.Problems("--dev", "--config", config).Should().ContainSingle().Which.Should().StartWith($"{name} in server.json is ");
    }
}
