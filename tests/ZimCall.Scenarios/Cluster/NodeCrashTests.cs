using ZimCall.Core;

namespace ZimCall.Scenarios.Cluster;

/// <summary>A node dies; its devices, its deadlines and the requests it was working on do not.</summary>
public class NodeCrashTests : ClusterTest
{
    [Fact]
    public async Task Its_devices_go_on_elsewhere_with_their_sessions_and_miss_nothing()
    {
        var alice = await LoginAsync("alice", 0);
        var bob = await LoginAsync("bob", 1);
        var callId = await InviteAsync(alice, "bob");
        Forget(alice, bob);

        await Backend.CrashNodeAsync(1);
        await AdvanceAsync(1);
        await alice.Zim.CallCancelAsync([], callId);
        await AdvanceAsync(5);
        bob.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);
        Events(bob).Should().Equal("Cancelled");
        History.Latest(callId)!.EndReason.Should().Be(EndReason.Cancelled);
    }

    /// <summary>Seen to fail without Adoption.</summary>
    [Fact]
    public async Task A_caller_who_does_not_come_back_is_gone_after_the_heartbeat_timeout()
    {
        var alice = await LoginAsync("alice", 0);
        var bob = await LoginAsync("bob", 1);
        var callId = await InviteAsync(alice, "bob");
        Forget(bob);
        Backend.Drop(alice.Zim);
        await Backend.CrashNodeAsync(0);
        await AdvanceAsync(30);
        Events(bob).Should().BeEmpty("her time is not over");
        await AdvanceAsync(15);
        Events(bob).Should().Equal("Cancelled");
        History.Of(callId).Where(static call => call.State == CallState.Ended).Should().ContainSingle();
        NodesOf("alice").Should().BeEmpty();
    }

    [Fact]
    public async Task A_device_that_comes_back_in_time_is_not_gone()
    {
        var alice = await LoginAsync("alice", 0);
        await LoginAsync("bob", 1);
        var callId = await InviteAsync(alice, "bob");
        Backend.Drop(alice.Zim);
        await Backend.CrashNodeAsync(0);
        await AdvanceAsync(25);
        await Backend.ResumeAsync(alice.Zim);
        await AdvanceAsync(30);
        History.Latest(callId)!.State.Should().Be(CallState.Started);
        NodesOf("alice").Should().ContainSingle();
    }

    /// <summary>Seen to fail without DeadlineSweep.</summary>
    [Fact]
    public async Task A_deadline_of_a_call_that_it_wrote_last_is_met()
    {
        var alice = await LoginAsync("alice", 1);
        await Backend.RegisterAsync("bob");
        var invited = await alice.Zim.CallInviteAsync(["bob"], new ZIMCallInviteConfig { timeout = 20 });
        await Backend.SettleAsync();
        Forget(alice);
        await Backend.CrashNodeAsync(1);
        await AdvanceAsync(19);
        Events(alice).Should().BeEmpty();
        await AdvanceAsync(4);
        Events(alice).Should().Equal("bob=Timeout");
        History.Latest(invited.callID)!.Find("bob")!.State.Should().Be(MemberState.Timeout);
    }

    /// <summary>Seen to fail without the receipt in the commit.</summary>
    [Fact]
    public async Task A_request_that_it_carried_out_but_did_not_answer_has_one_effect_and_one_answer()
    {
        var alice = await LoginAsync("alice", 0);
        var bob = await LoginAsync("bob", 1);
        var callId = await InviteAsync(alice, "bob");
        Backend.Delay(bob.Zim, TimeSpan.FromMilliseconds(300));
        var accepting = bob.Zim.CallAcceptAsync(callId);
        await AdvanceAsync(0.4);
        History.Latest(callId)!.Find("bob")!.State.Should().Be(MemberState.Accepted);
        accepting.IsCompleted.Should().BeFalse("the answer is on its way");

        Backend.Drop(bob.Zim);
        await AdvanceAsync(0.4);
        await Backend.CrashNodeAsync(1);
        Backend.Delay(bob.Zim, TimeSpan.Zero);
        accepting.IsCompleted.Should().BeFalse("the answer is lost");
        Backend.NetworkOf(bob.Zim).Restore();
        bob.Zim.ReconnectNow();
        await AdvanceAsync(5);
        await accepting;
        Backend.Backends.Should().HaveCount(2);
        History.Of(callId).Count(static call => call.Find("bob")!.Revision == call.Revision && call.Find("bob")!.State == MemberState.Accepted)
            .Should().Be(1);
    }

    [Fact]
    public async Task A_node_that_starts_again_serves_and_is_told()
    {
        var alice = await LoginAsync("alice", 0);
        await Backend.CrashNodeAsync(2);
        await AdvanceAsync(30);
        Backend.StartNode(2);
        await AdvanceAsync(1);
        var bob = await LoginAsync("bob", 2);
        var callId = await InviteAsync(alice, "bob");
        Events(bob).Should().Equal("Received", "bob=Received");
        await bob.Zim.CallAcceptAsync(callId);
        await Backend.SettleAsync();
        Events(alice).Should().Contain("bob=Accepted");
    }
}
