using ZimCall.Testing;

namespace ZimCall.Scenarios.Observing;

/// <summary>What a backend measures of calls and sessions, in virtual time.</summary>
public sealed class CallMetricsTests : BackendTests, IDisposable
{
    private readonly MeterWatch _watch;

    public CallMetricsTests() => _watch = new MeterWatch(meter => meter == Backend.Backend.Meter);

    public void Dispose() => _watch.Dispose();

    [Fact]
    public async Task Operations_are_counted_by_what_they_were_answered()
    {
        var alice = await Backend.LoginAsync("alice");
        await Backend.RegisterAsync("bob");
        await alice.CallInviteAsync(["bob"]);
        (await WatchedDevice.CodeOfAsync(() => alice.CallAcceptAsync("17"))).Should().Be(6000276);
        _watch.Take("zimcall.operations").Should().Equal("1 operation=CallInvite code=0", "1 operation=CallAccept code=6000276");
    }

    [Fact]
    public async Task Logins_are_counted_too()
    {
        await Backend.LoginAsync("alice");
        var mallory = WatchedDevice.Create(Backend, configure: static options => options with { AppSign = new string('f', 64) });
        (await mallory.CodeOfLoginAsync("mallory")).Should().Be(6000101);
        _watch.Take("zimcall.logins").Should().Equal("1 code=0", "1 code=6000101");
    }

    [Fact]
    public async Task It_is_known_how_long_an_invitation_was_on_its_way_and_how_long_it_rang()
    {
        var alice = await Backend.LoginAsync("alice");
        var bob = await Backend.LoginAsync("bob");
        Backend.Drop(bob);
        var call = await alice.CallInviteAsync(["bob"], new ZIMCallInviteConfig { timeout = 60 });
        await AdvanceAsync(1.5);
        await Backend.ResumeAsync(bob);
        await Backend.SettleAsync();
        _watch.Take("zimcall.invite.received").Should().Equal("1.5");
        await AdvanceAsync(2.25);
        await bob.CallAcceptAsync(call.callID);
        _watch.Take("zimcall.invite.answered").Should().Equal("3.75 answer=Accepted");
    }

    [Fact]
    public async Task An_invitation_into_a_call_that_goes_on_has_its_own_time()
    {
        var alice = await Backend.LoginAsync("alice");
        var carol = await Backend.LoginAsync("carol");
        await Backend.RegisterAsync("bob");
        var call = await alice.CallInviteAsync(["bob"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
        await AdvanceAsync(10);
        await alice.CallingInviteAsync(["carol"], call.callID);
        await AdvanceAsync(2);
        await carol.CallRejectAsync(call.callID);
        _watch.Take("zimcall.invite.answered").Should().Equal("2 answer=Rejected");
    }

    [Fact]
    public async Task Live_calls_are_counted_by_state()
    {
        var alice = await Backend.LoginAsync("alice");
        var bob = await Backend.LoginAsync("bob");
        _watch.Take("zimcall.calls.live").Should().Equal("0 state=unanswered", "0 state=answered");
        var call = await alice.CallInviteAsync(["bob"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
        _watch.Take("zimcall.calls.live").Should().Equal("1 state=unanswered", "0 state=answered");
        await bob.CallAcceptAsync(call.callID);
        _watch.Take("zimcall.calls.live").Should().Equal("0 state=unanswered", "1 state=answered");
        await alice.CallEndAsync(call.callID);
        _watch.Take("zimcall.calls.live").Should().Equal("0 state=unanswered", "0 state=answered");
    }

    [Fact]
    public async Task Calls_are_counted_as_they_come_and_go()
    {
        var alice = await Backend.LoginAsync("alice");
        await Backend.RegisterAsync("bob");
        await alice.CallInviteAsync(["bob"], new ZIMCallInviteConfig { timeout = 5 });
        _watch.Take("zimcall.calls.created").Should().Equal("1 mode=General");
        await AdvanceAsync(5);
        _watch.Take("zimcall.calls.ended").Should().Equal("1 reason=NobodyPending");
    }

    [Fact]
    public async Task Sessions_are_there_with_a_connection_and_without()
    {
        var alice = await Backend.LoginAsync("alice");
        await Backend.LoginAsync("bob");
        Backend.BreakConnection(alice);
        Backend.Drop(alice);
        await Backend.SettleAsync();
        _watch.Take("zimcall.sessions").Should().Equal("1 state=connected", "1 state=away");
    }

    [Fact]
    public async Task A_commit_that_the_store_refused_is_told_from_one_that_it_made()
    {
        var alice = await Backend.LoginAsync("alice");
        await Backend.RegisterAsync("bob", "carol");
        await alice.CallInviteAsync(["bob"]);
        (await WatchedDevice.CodeOfAsync(() => alice.CallInviteAsync(["carol"]))).Should().NotBe(0);
        _watch.Take("zimcall.store.commit").Should().Equal("0 outcome=Committed", "0 outcome=CallerIsInACall");
    }
}
