using ZimCall.Scenarios.Sessions;

namespace ZimCall.Scenarios.Cluster;

/// <summary>What is lost, late or out of order between nodes is told all the same, once and in order (law 4).</summary>
public class NoticeTests : ClusterTest
{
    [Fact]
    public async Task Devices_on_other_nodes_are_told_without_time_passing()
    {
        var (alice, bob, carol) = await InCallAsync();
        await bob.Zim.CallAcceptAsync(History.CallIds[0]);
        await Backend.SettleAsync();
        Events(alice).Should().Equal("bob=Accepted");
        Events(carol).Should().Equal("bob=Accepted");
        bob.Take().Should().Equal("bob=Accepted");
    }

    /// <summary>Seen to fail without the silence limit in PeerLinks.TakeGap.</summary>
    [Fact]
    public async Task A_partition_between_nodes_delays_events_and_loses_none()
    {
        var (alice, bob, carol) = await InCallAsync();
        Backend.Partition(0, 1);
        await bob.Zim.CallAcceptAsync(History.CallIds[0]);
        await Backend.SettleAsync();
        Events(carol).Should().Equal("bob=Accepted");
        Events(alice).Should().BeEmpty("nothing passes between the nodes");
        await AdvanceAsync(3);
        Events(alice).Should().Equal("bob=Accepted");

        await carol.Zim.CallRejectAsync(History.CallIds[0]);
        await bob.Zim.CallQuitAsync(History.CallIds[0]);
        await AdvanceAsync(1);
        Events(alice).Should().BeEquivalentTo("carol=Rejected", "bob=Quit");
        Backend.Partition(0, 1, isCut: false);
        await AdvanceAsync(5);
        Events(alice).Should().BeEmpty("nobody is told twice");
    }

    /// <summary>Seen to fail when PeerLinks.Heard does not look at the numbers.</summary>
    [Fact]
    public async Task A_lost_notice_with_nothing_after_it_is_made_good_within_two_seconds()
    {
        var (alice, bob, _) = await InCallAsync();
        Backend.NodeNetwork.Loss = 1;
        await bob.Zim.CallAcceptAsync(History.CallIds[0]);
        await Backend.SettleAsync();
        Backend.NodeNetwork.Loss = 0;
        Events(alice).Should().BeEmpty();
        await AdvanceAsync(2);
        Events(alice).Should().Equal("bob=Accepted");
    }

    [Fact]
    public async Task Notices_that_overtake_each_other_leave_the_last_state_and_nothing_twice()
    {
        var (alice, bob, carol) = await InCallAsync();
        Backend.NodeNetwork.Delay = TimeSpan.FromMilliseconds(500);
        Backend.NodeNetwork.Reorders = true;
        var callId = History.CallIds[0];
        await Task.WhenAll(bob.Zim.CallAcceptAsync(callId), carol.Zim.CallAcceptAsync(callId));
        await bob.Zim.CallQuitAsync(callId);
        await AdvanceAsync(0.6);
        await carol.Zim.CallQuitAsync(callId);
        await AdvanceAsync(3);
        Backend.NodeNetwork.Delay = TimeSpan.Zero;
        await AdvanceAsync(3);

        var told = string.Join(' ', Events(alice));
        told.Split(' ').Should().OnlyHaveUniqueItems().And.Contain("bob=Quit").And.Contain("carol=Quit");
        told.IndexOf("bob=Quit", StringComparison.Ordinal).Should().BeGreaterThan(told.IndexOf("bob=Accepted", StringComparison.Ordinal));
    }

    /// <summary>Seen to fail without BringUp in CallService.</summary>
    [Fact]
    public async Task A_step_on_a_call_whose_last_notice_is_late_brings_the_others_here_up_first()
    {
        var (alice, bob, carol) = await InCallAsync();
        var dave = await LoginAsync("dave", 0);
        var callId = History.CallIds[0];
        await alice.Zim.CallingInviteAsync(["dave"], callId);
        await Backend.SettleAsync();
        Forget(alice, bob, carol, dave);
        Backend.NodeNetwork.Delay = TimeSpan.FromSeconds(1);
        await bob.Zim.CallAcceptAsync(callId);
        await dave.Zim.CallAcceptAsync(callId);
        await Backend.SettleAsync();
        Events(alice).Should().Equal("bob=Accepted", "dave=Accepted");
        await AdvanceAsync(3);
        Events(alice).Should().BeEmpty();
        Events(carol).Should().Contain("bob=Accepted").And.Contain("dave=Accepted");
    }

    /// <summary>Seen to fail when ToldCalls forgets at once what concerns nobody here any more.</summary>
    [Fact]
    public async Task A_late_notice_of_a_calls_creation_is_not_taken_for_a_new_call()
    {
        var alice = await LoginAsync("alice", 0);
        var phone = await LoginAsync("bob", 1);
        Backend.NodeNetwork.Delay = TimeSpan.FromSeconds(2);
        var callId = await InviteAsync(alice, "bob");
        var pc = await LoginAsync("bob", 1);
        await pc.Zim.CallRejectAsync(callId);
        await Backend.SettleAsync();
        Events(phone).Should().StartWith("Received").And.EndWith("bob=Rejected");
        await Backend.RegisterAsync("carol");
        await alice.Zim.CallingInviteAsync(["carol"], callId);
        Backend.NodeNetwork.Delay = TimeSpan.Zero;
        await AdvanceAsync(5);
        Events(phone).Should().BeEmpty("he was told that it is rejected, and looking again changes nothing");
    }

    /// <summary>Alice on node 0 rings Bob on node 1 and Carol on node 2.</summary>
    private async Task<(ToldDevice Alice, ToldDevice Bob, ToldDevice Carol)> InCallAsync()
    {
        var alice = await LoginAsync("alice", 0);
        var bob = await LoginAsync("bob", 1);
        var carol = await LoginAsync("carol", 2);
        await InviteAsync(alice, "bob", "carol");
        bob.Take().Should().StartWith("Received");
        Forget(alice, carol);
        return (alice, bob, carol);
    }
}
