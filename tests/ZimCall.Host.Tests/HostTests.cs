using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests;

/// <summary>The server as a process.</summary>
[Trait("Category", "Process")]
public sealed class HostTests
{
    [Fact]
    public async Task Dev_prints_the_app_and_what_to_try_next()
    {
        await using var host = ChildProcess.Host("--dev", "--urls", "http://127.0.0.1:0;http://[::1]:0");
        await host.LineAsync("listening on http://127.0.0.1:", " and http://[::1]:");
        await host.LineAsync("AppID", "1");
        await host.LineAsync("AppSign", "0123456789abcdef");
        await host.LineAsync("ServerSecret", "development-only-secret-32-bytes");
        await host.LineAsync("dotnet run --project samples/TwoPhones -- --server http://127.0.0.1:", "--user bob");
    }

    [Fact]
    public async Task Two_users_call_each_other_through_it()
    {
        var (host, url) = await DevelopmentHost.StartAsync();
        await using var _ = host;
        await using var alice = await TestPhone.LoginAsync(url, "alice");
        await using var bob = await TestPhone.LoginAsync(url, "bob");
        var call = await alice.Zim.CallInviteAsync(["bob"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
        await bob.SeesAsync($"received {call.callID} from alice");
        await bob.Zim.CallAcceptAsync(call.callID);
        await alice.SeesAsync("bob Accepted");
        await bob.Zim.CallEndAsync(call.callID);
        await alice.SeesAsync($"ended {call.callID} by bob");
    }

    [Fact]
    public async Task SIGTERM_ends_it_within_five_seconds_while_sessions_are_open()
    {
        var (host, url) = await DevelopmentHost.StartAsync();
        await using var _ = host;
        await using var alice = await TestPhone.LoginAsync(url, "alice");
        await using var bob = await TestPhone.LoginAsync(url, "bob");
        await alice.Zim.CallInviteAsync(["bob"]);
        await bob.SeesAsync("received");

        var start = Stopwatch.GetTimestamp();
        await host.TerminateAsync();
        (await host.ExitAsync()).Should().Be(0);
        Stopwatch.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromSeconds(5));
        host.Output.Should().Contain("Stopped").And.NotContain("fail:").And.NotContain("crit:");
        await alice.SeesAsync("Reconnecting");
    }

    [Fact]
    public async Task It_has_a_health_check_and_tells_HTTP1_what_is_missing()
    {
        var (host, url) = await DevelopmentHost.StartAsync();
        await using var _ = host;
        using HttpClient http = new()
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        (await http.GetStringAsync(new Uri($"{url}/healthz"))).Should().Be("healthy\n");

        using TcpClient old = new();
        await old.ConnectAsync(IPAddress.Loopback, new Uri(url).Port);
        await old.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"));
        using StreamReader reader = new(old.GetStream());
        (await reader.ReadToEndAsync()).Should().StartWith("HTTP/1.1 505 ").And.Contain("gRPC over HTTP/2");
    }

    [Fact]
    public async Task Its_log_is_one_line_for_each_message_and_holds_no_secret()
    {
        var (host, url) = await DevelopmentHost.StartAsync("--log-level", "debug", "--log-format", "json");
        await using var _ = host;
        await using var alice = await TestPhone.LoginAsync(url, "alice");
        await using var mallory = new TestPhone(url, new string('f', 64));
        var refused = (await mallory.Zim.Invoking(zim => zim.LoginAsync(new ZIMUserInfo { userID = "mallory" })).Should().ThrowAsync<ZIMException>()).Which;
        refused.Error.code.Should().Be(ZIMErrorCode.NetworkModuleCommonError);
        await alice.Zim.CallInviteAsync(["nobody"], new ZIMCallInviteConfig { extendedData = "very private" })
            .ContinueWith(static _ => { }, TaskScheduler.Default);
        await host.TerminateAsync();
        await host.ExitAsync();

        var log = host.Output.Split('\n').Where(static line => line.StartsWith('{')).ToList();
        log.Should().Contain(static line => line.Contains("\"EventId\":1102", StringComparison.Ordinal) && line.EndsWith('}'));
        log.Should().NotContain(static line => line.Contains("0123456789abcdef", StringComparison.Ordinal)
            || line.Contains(new string('f', 64), StringComparison.Ordinal)
            || line.Contains("development-only-secret", StringComparison.Ordinal)
            || line.Contains("very private", StringComparison.Ordinal));
    }
}
