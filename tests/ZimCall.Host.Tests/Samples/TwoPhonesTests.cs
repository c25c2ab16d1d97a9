using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Samples;

/// <summary>The sample as a process, and phones as processes that call each other through the server in another.</summary>
[Trait("Category", "Process")]
public sealed class TwoPhonesTests
{
    [Fact]
    public async Task The_demonstration_plays_to_its_end()
    {
        await using var demo = ChildProcess.Phone();
        await demo.LineAsync("backend", "listens on http://127.0.0.1:");
        await demo.LineAsync("carol", "Connected, Success");
        await demo.LineAsync("alice", "--> CallInvite bob, Advanced");
        await demo.LineAsync("bob", "<-- OnCallInvitationReceived: alice invites", "\"video\"");
        await demo.LineAsync("bob", "--> CallAccept");
        await demo.LineAsync("alice", "<-- OnCallUserStateChanged: bob Accepted");
        await demo.LineAsync("alice", "--> CallingInvite carol");
        await demo.LineAsync("carol", "<-- OnCallInvitationReceived");
        await demo.LineAsync("carol", "--> CallAccept");
        await demo.LineAsync("bob", "--> CallQuit");
        await demo.LineAsync("bob", "--> CallJoin");
        await demo.LineAsync("alice", "--> CallEnd");
        await demo.LineAsync("<-- OnCallInvitationEnded: by alice");
        await demo.LineAsync("alice", "--> CallInvite bob, General");
        await demo.LineAsync("Everything happened as it should.");
        (await demo.ExitAsync()).Should().Be(0);
        demo.Output.Should().Contain("<-- OnCallInvitationTimeout").And.Contain("bob Timeout").And.NotContain("OnError").And.NotContain("\e", "it is not written to a terminal");
    }

    [Fact]
    public async Task In_a_terminal_it_has_colours_and_shows_how_each_phone_stands()
    {
        await using var demo = ChildProcess.PhoneInTerminal();
        await demo.LineAsync("bob", "rings, 3 s left");
        await demo.LineAsync("Everything happened as it should.");
        (await demo.ExitAsync()).Should().Be(0);
        demo.Output.Should().Contain("\e[1m").And.Contain("in a call").And.MatchRegex("with (bob, carol|alice, carol)").And.NotContain("OnError");
    }

    [Fact]
    public async Task One_calls_the_other_answers_one_ends()
    {
        var (host, url) = await DevelopmentHost.StartAsync();
        await using var _ = host;
        await using var bob = ChildProcess.Phone("--server", url, "--user", "bob");
        await bob.LineAsync("bob is Connected");
        await using var alice = ChildProcess.Phone("--server", url, "--user", "alice", "--call", "bob");
        await alice.LineAsync("calling bob");
        await bob.LineAsync("RINGING: alice calls");
        await bob.PressAsync("a");
        await alice.LineAsync("bob is Accepted");
        await alice.PressAsync("e");
        await bob.LineAsync("alice ended the call");
        await bob.PressAsync("e");
        await bob.LineAsync("you are in no call");

        await bob.PressAsync("i alice");
        await alice.LineAsync("RINGING: bob calls");
        await alice.PressAsync("r");
        await bob.LineAsync("alice is Rejected");
        await bob.PressAsync("q");
        await bob.LineAsync("you left the call");

        await alice.PressAsync("x");
        (await alice.ExitAsync()).Should().Be(0);
        await bob.TerminateAsync();
        (await bob.ExitAsync()).Should().Be(0);
    }

    [Fact]
    public async Task When_the_callers_phone_dies_while_it_rings_the_call_is_cancelled()
    {
        var (host, url) = await DevelopmentHost.StartAsync("--heartbeat-timeout", "3s");
        await using var _ = host;
        await using var bob = await TestPhone.LoginAsync(url, "bob");
        await using var alice = ChildProcess.Phone("--server", url, "--user", "alice", "--call", "bob");
        await bob.SeesAsync("received");
        alice.Kill();
        await bob.SeesAsync("cancelled");
    }

    [Fact]
    public async Task When_the_callees_phone_dies_while_it_rings_the_invitation_times_out()
    {
        var (host, url) = await DevelopmentHost.StartAsync("--heartbeat-timeout", "3s");
        await using var _ = host;
        await using var bob = ChildProcess.Phone("--server", url, "--user", "bob");
        await bob.LineAsync("bob is Connected");
        await using var alice = await TestPhone.LoginAsync(url, "alice");
        await alice.Zim.CallInviteAsync(["bob"], new ZIMCallInviteConfig { timeout = 5 });
        await bob.LineAsync("RINGING: alice calls");
        bob.Kill();
        await alice.SeesAsync("bob Timeout");
    }

    [Theory]
    [InlineData("--user bob --server http://127.0.0.1:9", "bob cannot log in: Login failed: the server could not be reached (could not connect to http://127.0.0.1:9: connection refused)")]
    [InlineData("--user bob --server URL --app 99:SIGN", "bob cannot log in: Login refused: no app 99 here")]
    [InlineData("--user bob --server URL --app 1:SIGN", "bob cannot log in: Login refused: wrong appSign")]
    [InlineData("--user b/b --server URL", "malformed userID")]
    [InlineData("--user bob --server nowhere", "--server 'nowhere' is not of the form http://host:port.")]
    [InlineData("--user bob --app 99", "--app is not of the form ID:APPSIGN.")]
    [InlineData("--call bob", "--user NAME")]
    public async Task What_keeps_a_phone_from_logging_in_is_one_sentence(string arguments, string sentence)
    {
        var (host, url) = await DevelopmentHost.StartAsync();
        await using var _ = host;
        await using var phone = ChildProcess.Phone(
            arguments.Replace("URL", url, StringComparison.Ordinal).Replace("SIGN", new string('e', 64), StringComparison.Ordinal).Split(' '));
        (await phone.ExitAsync()).Should().Be(1);
        phone.Output.Should().Contain(sentence).And.NotContain("   at ").And.NotContain("Exception");
    }
}
