using ZimCall.Core;

namespace ZimCall.Scenarios.Cluster;

/// <summary>A user's devices on several nodes, and sessions that move from one to another.</summary>
public class MovingSessionTests : ClusterTest
{
    [Fact]
    public async Task A_session_resumed_on_another_node_moves_there_and_the_old_node_lets_go()
    {
        var alice = await LoginAsync("alice", 0);
        var bob = await LoginAsync("bob", 1);
        var callId = await InviteAsync(alice, "bob");
        Forget(alice, bob);
        Backend.Route(alice.Zim, 2);
        Backend.BreakConnection(alice.Zim);
        await AdvanceAsync(1);
        NodesOf("alice").Should().Equal(2);
        alice.Take().Should().Equal("Reconnecting/LoginInterrupted", "Connected/Success");

        await AdvanceAsync(45);
        History.Latest(callId)!.State.Should().Be(CallState.Started, "she was never gone");
        await bob.Zim.CallAcceptAsync(callId);
        await Backend.SettleAsync();
        Events(alice).Should().Equal("bob=Accepted");
    }

    /// <summary>Seen to fail without the audit (the session stays on node 0), with the node messages lost.</summary>
    [Fact]
    public async Task The_old_node_finds_out_for_itself_when_it_is_not_told()
    {
        var alice = await LoginAsync("alice", 0);
        Backend.Partition(0, 2);
        Backend.Route(alice.Zim, 2);
        Backend.BreakConnection(alice.Zim);
        await AdvanceAsync(1);
        NodesOf("alice").Should().Equal(0, 2);
        await AdvanceAsync(15);
        NodesOf("alice").Should().Equal(2);
        alice.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);
    }

    [Fact]
    public async Task A_login_above_the_limit_pushes_out_the_oldest_wherever_it_is()
    {
        List<Sessions.ToldDevice> devices = [];
        for (var i = 0; i < 11; i++)
        {
            devices.Add(await LoginAsync("alice", i % 3));
        }

        devices[0].Take().Should().Equal("Disconnected/KickedOut");
        devices.Skip(1).Should().OnlyContain(static device => device.Zim.ConnectionState == ZIMConnectionState.Connected);
    }

    [Fact]
    public async Task A_user_with_a_device_on_another_node_is_not_gone()
    {
        var phone = await LoginAsync("alice", 0);
        await LoginAsync("alice", 1);
        await LoginAsync("bob", 2);
        var callId = await InviteAsync(phone, "bob");
        phone.Zim.Logout();
        await AdvanceAsync(40);
        History.Latest(callId)!.State.Should().Be(CallState.Started);
    }

    [Fact]
    public async Task The_last_device_to_go_ends_what_its_user_had_started()
    {
        var phone = await LoginAsync("alice", 0);
        var pc = await LoginAsync("alice", 1);
        var bob = await LoginAsync("bob", 2);
        var callId = await InviteAsync(phone, "bob");
        phone.Zim.Logout();
        await Backend.SettleAsync();
        pc.Zim.Logout();
        await Backend.SettleAsync();
        History.Latest(callId)!.EndReason.Should().Be(EndReason.CallerGone);
        Events(bob).Should().EndWith("Cancelled");
    }

    [Fact]
    public async Task Of_a_cancel_and_an_accept_on_two_nodes_one_wins()
    {
        var alice = await LoginAsync("alice", 0);
        var bob = await LoginAsync("bob", 1);
        for (var i = 0; i < 50; i++)
        {
            var callId = (await alice.Zim.CallInviteAsync(["bob"])).callID;
            await Backend.SettleAsync();
            var cancel = OutcomeAsync(alice.Zim.CallCancelAsync(["bob"], callId));
            var accept = OutcomeAsync(bob.Zim.CallAcceptAsync(callId));
            await Backend.SettleAsync();
            var member = History.Latest(callId)!.Find("bob")!.State;
            (await cancel, await accept).Should().Be((member == MemberState.Cancelled, member == MemberState.Accepted));
            await AdvanceAsync(100);
        }
    }

    private static async Task<bool> OutcomeAsync(Task operation)
    {
        try
        {
            await operation;
            return true;
        }
        catch (ZIMException)
        {
            return false;
        }
    }
}
