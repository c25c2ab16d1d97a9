using System.Globalization;
using System.Text.RegularExpressions;
using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests;

/// <summary>What the server as a process tells Prometheus and a collector.</summary>
[Trait("Category", "Process")]
public sealed partial class MetricsTests
{
    [Fact]
    public async Task Prometheus_reads_what_happened()
    {
        await using var host = await OperatedHost.StartAsync();
        await using var alice = await TestPhone.LoginAsync(host.Url, "alice");
        await using var bob = await TestPhone.LoginAsync(host.Url, "bob");
        var call = await alice.Zim.CallInviteAsync(["bob"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
        await bob.SeesAsync($"received {call.callID}");
        await alice.SeesAsync("bob Received");
        await bob.Zim.CallAcceptAsync(call.callID);

        var text = await host.GetAsync("/metrics");
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().OnlyContain(static line => Line().IsMatch(line));
        ValueOf(text, "zimcall_operations_total", "operation=\"CallInvite\"", "code=\"0\"").Should().Be(1);
        ValueOf(text, "zimcall_calls_live", "state=\"answered\"").Should().Be(1);
        ValueOf(text, "zimcall_sessions", "state=\"connected\"").Should().Be(2);
        ValueOf(text, "zimcall_invite_answered_seconds_count", "answer=\"Accepted\"").Should().Be(1);
        ValueOf(text, "zimcall_invite_received_seconds_bucket", "le=\"+Inf\"").Should().Be(1);
        ValueOf(text, "zimcall_invite_received_seconds_sum").Should().BeInRange(0, 30);
        var buckets = text.Split('\n').Where(static line => line.StartsWith("zimcall_invite_received_seconds_bucket", StringComparison.Ordinal)).Select(NumberOf);
        buckets.Should().BeInAscendingOrder().And.HaveCountGreaterThan(10);
        text.Should().NotContain("alice").And.NotContain("bob").And.NotContain(call.callID);
    }

    [Fact]
    public async Task A_collector_is_sent_metrics_and_traces()
    {
        using var collector = new Collector();
        var (host, url) = await DevelopmentHost.StartAsync("--otlp-endpoint", collector.Url);
        await using var _ = host;
        await using (var alice = await TestPhone.LoginAsync(url, "alice"))
        {
            await using var bob = await TestPhone.LoginAsync(url, "bob");
            var call = await alice.Zim.CallInviteAsync(["bob"]);
            await bob.SeesAsync($"received {call.callID}");
        }

        // It sends what it has at the end at the latest.
        await host.TerminateAsync();
        (await host.ExitAsync()).Should().Be(0);
        collector.Received("/v1/metrics").Should().Contain(static body => body.Contains("zimcall-server") && body.Contains("zimcall.calls.created"));
        collector.Received("/v1/traces").Should().Contain(static body => body.Contains("zimcall-server") && body.Contains("CallInvite"));
    }

    [Fact]
    public async Task A_collector_that_is_not_there_does_no_harm()
    {
        var (host, url) = await DevelopmentHost.StartAsync("--otlp-endpoint", "http://127.0.0.1:9");
        await using var _ = host;
        await using (var alice = await TestPhone.LoginAsync(url, "alice"))
        {
            await alice.Zim.CallInviteAsync(["bob"]).ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        await host.TerminateAsync();
        (await host.ExitAsync()).Should().Be(0);
        host.Output.Should().Contain("Stopped").And.NotContain("fail:").And.NotContain("crit:");
    }

    private static double ValueOf(string text, string name, params string[] labels) => NumberOf(text.Split('\n').Should().ContainSingle(line =>
        Regex.IsMatch(line, $"^{name}[ {{]") && labels.All(label => line.Contains(label))).Which);

    private static double NumberOf(string line) => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);

    [GeneratedRegex("""^(# (HELP [a-zA-Z_][a-zA-Z0-9_]* .*|TYPE [a-zA-Z_][a-zA-Z0-9_]* (counter|gauge|histogram))|[a-zA-Z_][a-zA-Z0-9_]*(\{[a-zA-Z_][a-zA-Z0-9_]*="[^"\\\n]*"(,[a-zA-Z_][a-zA-Z0-9_]*="[^"\\\n]*")*\})? -?[0-9.]+(E[+-]?[0-9]+)?)$""")]
    private static partial Regex Line();
}
