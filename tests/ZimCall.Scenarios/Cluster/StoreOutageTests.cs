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
        IsStoreDown = true;
        (await CodeOfAsync(bob.Zim.CallAcceptAsync(callId))).Should().Be(ZIMErrorCode.CommonModuleIMDatabaseError);
        await AdvanceAsync(30);
        alice.Take().Should().BeEmpty("no connection is lost by it");

        IsStoreDown = false;
        await AdvanceAsync(2);
        await bob.Zim.CallAcceptAsync(callId);
        await Backend.SettleAsync();
        Events(alice).Should().Equal("bob=Accepted");
    }

    /// <summary>Seen to fail without the retry in SessionEnd.ReportGoneAsync.</summary>
    [Fact]
    public async Task An_absence_that_could_not_be_noted_is_noted_when_the_store_is_back()
    {
        var alice = await LoginAsync("alice", 0);
        var bob = await LoginAsync("bob", 1);
        var callId = await InviteAsync(alice, "bob");
        Forget(bob);
        Backend.Drop(alice.Zim);
        await AdvanceAsync(20);
        IsStoreDown = true;
        await AdvanceAsync(20);
        History.Latest(callId)!.State.Should().Be(CallState.Started);
        IsStoreDown = false;
        await AdvanceAsync(3);
        Events(bob).Should().Equal("Cancelled");
    }

    [Fact]
    public async Task A_notice_that_could_not_be_taken_in_is_made_good()
    {
        var alice = await LoginAsync("alice", 0);
        var bob = await LoginAsync("bob", 1);
        var callId = await InviteAsync(alice, "bob");
        Forget(alice);
        Backend.NodeNetwork.Delay = TimeSpan.FromMilliseconds(100);
        Backend.NodeNetwork.Loss = 1;
        await bob.Zim.CallAcceptAsync(callId);
        await Backend.SettleAsync();
        Backend.NodeNetwork.Loss = 0;
        await bob.Zim.CallQuitAsync(callId);
        await Backend.SettleAsync();
        IsStoreDown = true;
        await AdvanceAsync(5);
        Events(alice).Should().BeEmpty();
        IsStoreDown = false;
        await AdvanceAsync(2);
        Events(alice).Should().Equal("bob=Quit");
    }
}
