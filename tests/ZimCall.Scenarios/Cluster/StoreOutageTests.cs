using ZimCall.Core;

namespace ZimCall.Scenarios.Cluster;

/// <summary>While the store cannot be reached requests are refused, nobody is gone, and everything recovers by itself.</summary>
public class StoreOutageTests : ClusterTest
{
    [Fact]
    public async Task Requests_are_refused_and_sessions_stay()
    {
        var alice = await LoginAsync("alice", 0);
        var bob = await LoginAsync("bob", 1);
        var callId = await InviteAsync(alice, "bob");
        Forget(alice, bob);
        (IsStoreDown, IsDirectoryDown) = (true, true);
        (await CodeOfAsync(bob.Zim.CallAcceptAsync(callId))).Should().Be(ZIMErrorCode.CommonModuleIMDatabaseError);
        await AdvanceAsync(30);
        alice.Take().Should().BeEmpty("no connection is lost by it");

        (IsStoreDown, IsDirectoryDown) = (false, false);
        await AdvanceAsync(2);
        await bob.Zim.CallAcceptAsync(callId);
        await Backend.SettleAsync();
        Events(alice).Should().Equal("bob=Accepted");
    }

    /// <summary>Seen to fail without the retry in SessionEnd.ReportGoneAsync, or without the one in SessionAlarms.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task An_absence_that_could_not_be_noted_is_noted_when_the_store_is_back(bool isStoreDown, bool isDirectoryDown)
    {
        var alice = await LoginAsync("alice", 0);
        var bob = await LoginAsync("bob", 1);
        var callId = await InviteAsync(alice, "bob");
        Forget(bob);
        Backend.Drop(alice.Zim);
        await AdvanceAsync(20);
        (IsStoreDown, IsDirectoryDown) = (isStoreDown, isDirectoryDown);
        await AdvanceAsync(20);
        History.Latest(callId)!.State.Should().Be(CallState.Started);
        (IsStoreDown, IsDirectoryDown) = (false, false);
        await AdvanceAsync(3);
        Events(bob).Should().Equal("Cancelled");
    }

    /// <summary>Seen to fail when SessionRegistry.IsOnlineAsync asks this node alone.</summary>
    [Fact]
    public async Task Who_is_back_on_another_node_before_an_absence_could_be_noted_is_not_gone()
    {
        var alice = await LoginAsync("alice", 0);
        await LoginAsync("bob", 2);
        var callId = await InviteAsync(alice, "bob");
        Backend.Drop(alice.Zim);
        await AdvanceAsync(20);
        IsStoreDown = true;
        await AdvanceAsync(20);
        NodesOf("alice").Should().BeEmpty();
        IsStoreDown = false;
        Backend.Route(alice.Zim, 1);
        await Backend.ResumeAsync(alice.Zim);
        await AdvanceAsync(3);
        NodesOf("alice").Should().Equal(1);
        History.Latest(callId)!.State.Should().Be(CallState.Started);
    }

    /// <summary>Seen to fail without PutBackGap in ClusterNode.</summary>
    [Fact]
    public async Task A_notice_that_could_not_be_taken_in_is_made_good()
    {
        var alice = await LoginAsync("alice", 0);
        var bob = await LoginAsync("bob", 1);
        var carol = await LoginAsync("carol", 2);
        var callId = await InviteAsync(alice, "bob", "carol");
        Forget(alice);
        Backend.Partition(0, 1);
        await bob.Zim.CallAcceptAsync(callId);
        Backend.NodeNetwork.Delay = TimeSpan.FromMilliseconds(100);
        await carol.Zim.CallAcceptAsync(callId);
        IsStoreDown = true;
        await AdvanceAsync(0.2);
        Events(alice).Should().BeEmpty("what follows on a step that is not known here needs the store");
        IsStoreDown = false;
        await AdvanceAsync(1);
        Events(alice).Should().Equal("bob=Accepted carol=Accepted");
    }

    /// <summary>Seen to fail when NoticeInbox delivers what does not follow on what is known.</summary>
    [Fact]
    public async Task A_notice_after_a_lost_one_waits_for_the_store()
    {
        var alice = await LoginAsync("alice", 0);
        var bob = await LoginAsync("bob", 1);
        var callId = await InviteAsync(alice, "bob");
        Forget(alice);
        Backend.NodeNetwork.Loss = 1;
        await bob.Zim.CallAcceptAsync(callId);
        await Backend.SettleAsync();
        Backend.NodeNetwork.Loss = 0;
        Backend.NodeNetwork.Delay = TimeSpan.FromMilliseconds(100);
        await bob.Zim.CallQuitAsync(callId);
        IsStoreDown = true;
        await AdvanceAsync(5);
        Events(alice).Should().BeEmpty();
        IsStoreDown = false;
        await AdvanceAsync(2);
        Events(alice).Should().Equal("bob=Quit");
    }

    /// <summary>Seen to fail when NodeLease.IsSteady is always true: the first node that is back takes the others for dead.</summary>
    [Fact]
    public async Task After_an_outage_no_node_is_taken_for_dead_and_nobody_for_gone()
    {
        var alice = await LoginAsync("alice", 0);
        var bob = await LoginAsync("bob", 1);
        var carol = await LoginAsync("carol", 2);
        var callId = await InviteAsync(alice, "bob");
        Forget(alice, bob);
        (IsStoreDown, IsDirectoryDown) = (true, true);
        await AdvanceAsync(60);
        (IsStoreDown, IsDirectoryDown) = (false, false);
        await AdvanceAsync(25);
        alice.Take().Should().BeEmpty();
        bob.Take().Should().BeEmpty();
        carol.Take().Should().BeEmpty();
        NodesOf("alice").Should().Equal(0);
        NodesOf("bob").Should().Equal(1);
        NodesOf("carol").Should().Equal(2);
        await bob.Zim.CallAcceptAsync(callId);
        await Backend.SettleAsync();
        Events(alice).Should().Equal("bob=Accepted");
    }

    /// <summary>Seen to fail without SkipForAll in ClusterRelay.</summary>
    [Fact]
    public async Task A_step_whose_devices_cannot_be_looked_up_is_made_good()
    {
        var alice = await LoginAsync("alice", 0);
        var bob = await LoginAsync("bob", 1);
        var callId = await InviteAsync(alice, "bob");
        Forget(alice, bob);
        IsDirectoryDown = true;
        await bob.Zim.CallAcceptAsync(callId);
        await Backend.SettleAsync();
        Events(bob).Should().Equal("bob=Accepted");
        Events(alice).Should().BeEmpty();
        IsDirectoryDown = false;
        await AdvanceAsync(2);
        Events(alice).Should().Equal("bob=Accepted");
    }

    [Fact]
    public async Task A_login_that_the_directory_cannot_take_comes_through_when_it_is_back()
    {
        var alice = await LoginAsync("alice", 0);
        IsDirectoryDown = true;
        Backend.BreakConnection(alice.Zim);
        await AdvanceAsync(20);
        alice.Take().Should().Equal("Reconnecting/LoginInterrupted");
        IsDirectoryDown = false;
        await AdvanceAsync(20);
        alice.Take().Should().Equal("Connected/Success");
    }
}
