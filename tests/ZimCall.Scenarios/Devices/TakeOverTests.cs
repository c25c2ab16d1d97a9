using ZimCall.Testing;

namespace ZimCall.Scenarios.Devices;

/// <summary>R-DEV-2 to R-DEV-4: which device has the call, and how another takes it over.</summary>
public sealed class TakeOverTests : BackendTests
{
    private WatchedDevice _alice = null!;
    private WatchedDevice _phone = null!;
    private WatchedDevice _pc = null!;
    private string _call = "";

    [Fact]
    public async Task The_devices_that_did_not_answer_hear_of_the_answer_and_of_nothing_after_it()
    {
        await AnswerOnThePhoneAsync();
        var carol = await WatchedDevice.LoginAsync(Backend, "carol");
        await carol.Zim.CallJoinAsync(_call);
        (await _phone.TakeAsync()).Should().Equal("Changed carol=Accepted");
        (await _pc.TakeAsync()).Should().BeEmpty();
        await _alice.Zim.CallEndAsync(_call);
        (await _phone.TakeAsync()).Should().Equal("Ended");
        (await _pc.TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_call_moves_to_another_device_and_back()
    {
        await AnswerOnThePhoneAsync();
        var carol = await WatchedDevice.LoginAsync(Backend, "carol");
        foreach (var (to, from) in new[] { (_pc, _phone), (_phone, _pc), (_pc, _phone) })
        {
            var joined = await to.Zim.CallJoinAsync(_call);
            joined.callUserList.Select(static user => user.userID).Should().StartWith(["alice", "bob"]);
            to.Zim.ActiveCalls.Should().ContainSingle();
            from.Zim.ActiveCalls.Should().BeEmpty();
            (await _alice.TakeAsync()).Should().BeEmpty("nobody is told of a switch");
            (await from.TakeAsync()).Should().BeEmpty();
            (await to.TakeAsync()).Should().BeEmpty();
            await carol.Zim.CallJoinAsync(_call);
            (await to.TakeAsync()).Should().Equal("Changed carol=Accepted");
            (await from.TakeAsync()).Should().BeEmpty();
            await carol.Zim.CallQuitAsync(_call);
            await to.TakeAsync();
            await _alice.TakeAsync();
        }
    }

    [Fact]
    public async Task A_device_that_has_the_call_cannot_join_it_again()
    {
        await AnswerOnThePhoneAsync();
        (await WatchedDevice.CodeOfAsync(() => _phone.Zim.CallJoinAsync(_call))).Should().Be(6000283);
        await _pc.Zim.CallJoinAsync(_call);
        (await WatchedDevice.CodeOfAsync(() => _pc.Zim.CallJoinAsync(_call))).Should().Be(6000283);
        (await WatchedDevice.CodeOfAsync(() => _phone.Zim.CallJoinAsync(_call))).Should().Be(0);
    }

    [Fact]
    public async Task A_member_whose_device_is_gone_stays_while_another_of_its_devices_is_online()
    {
        await AnswerOnThePhoneAsync();
        await Backend.CrashAsync(_phone.Zim);
        await AdvanceAsync(3600);
        (await _alice.TakeAsync()).Should().BeEmpty();
        await _pc.Zim.CallJoinAsync(_call);
        (await _alice.TakeAsync()).Should().BeEmpty();
        await _alice.Zim.CallEndAsync(_call);
        (await _pc.TakeAsync()).Should().Equal("Ended");
    }

    [Fact]
    public async Task The_time_of_absence_begins_when_the_last_device_goes()
    {
        await AnswerOnThePhoneAsync();
        await Backend.CrashAsync(_phone.Zim);
        await AdvanceAsync(1000);
        await _pc.Zim.LogoutAsync();
        await AdvanceAsync(299);
        (await _alice.TakeAsync()).Should().BeEmpty();
        await AdvanceAsync(1);
        (await _alice.TakeAsync()).Should().Equal("Changed bob=Quit");
    }

    [Fact]
    public async Task Any_device_that_comes_back_ends_the_absence()
    {
        await AnswerOnThePhoneAsync();
        await _pc.Zim.LogoutAsync();
        await _phone.Zim.LogoutAsync();
        await AdvanceAsync(299);
        await _pc.LoginAsync("bob");
        await AdvanceAsync(3600);
        (await _alice.TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task The_device_with_the_same_id_is_primary_again_after_a_restart_and_up_to_date()
    {
        await AnswerOnThePhoneAsync();
        await Backend.CrashAsync(_phone.Zim);
        var carol = await WatchedDevice.LoginAsync(Backend, "carol");
        await carol.Zim.CallJoinAsync(_call);
        var restarted = WatchedDevice.Create(Backend, "phone");
        (await restarted.CodeOfLoginAsync("bob")).Should().Be(0);
        (await restarted.TakeAsync()).Should().Equal(
            "Connecting/ActiveLogin", "Connected/Success", "Changed alice=Accepted bob=Accepted carol=Accepted");
        restarted.Zim.ActiveCalls.Single().CallID.Should().Be(_call);
        (await _pc.TakeAsync()).Should().BeEmpty();
        await carol.Zim.CallQuitAsync(_call);
        (await restarted.TakeAsync()).Should().Equal("Changed carol=Quit");
        await restarted.Zim.CallQuitAsync(_call);
        (await _alice.TakeAsync()).Should().EndWith("Changed bob=Quit");
    }

    [Fact]
    public async Task A_device_with_the_id_of_a_primary_one_after_the_end_hears_nothing()
    {
        await AnswerOnThePhoneAsync();
        await Backend.CrashAsync(_phone.Zim);
        await _alice.Zim.CallEndAsync(_call);
        var restarted = WatchedDevice.Create(Backend, "phone");
        (await restarted.CodeOfLoginAsync("bob")).Should().Be(0);
        (await restarted.TakeAsync()).Should().Equal("Connecting/ActiveLogin", "Connected/Success");
        restarted.Zim.ActiveCalls.Should().BeEmpty();
    }

    [Fact]
    public async Task Another_new_device_learns_of_the_call_by_asking()
    {
        await AnswerOnThePhoneAsync();
        var tablet = WatchedDevice.Create(Backend, "tablet");
        (await tablet.CodeOfLoginAsync("bob")).Should().Be(0);
        (await tablet.TakeAsync()).Should().Equal("Connecting/ActiveLogin", "Connected/Success");
        var calls = await tablet.Zim.QueryCallInvitationListAsync(new ZIMCallInvitationQueryConfig { count = 10 });
        calls.callList.Single().callID.Should().Be(_call);
        await tablet.Zim.CallJoinAsync(_call);
        await _alice.Zim.CallEndAsync(_call);
        (await tablet.TakeAsync()).Should().Equal("Ended");
        (await _phone.TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task The_other_devices_of_the_caller_hear_of_the_creation_alone()
    {
        await AnswerOnThePhoneAsync();
        var other = await WatchedDevice.LoginAsync(Backend, "dave", "one");
        var same = await WatchedDevice.LoginAsync(Backend, "dave", "two");
        await Backend.RegisterAsync("eve");
        var call = await other.Zim.CallInviteAsync(["eve"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
        (await other.TakeAsync()).Should().Equal("Created", "Changed dave=Accepted eve=Inviting");
        (await same.TakeAsync()).Should().Equal("Created");
        await other.Zim.CallEndAsync(call.callID);
        (await other.TakeAsync()).Should().Equal("Ended");
        (await same.TakeAsync()).Should().BeEmpty();
    }

    /// <summary>Bob has two devices, answers alice's Advanced call on the phone, and all have taken what came.</summary>
    private async Task AnswerOnThePhoneAsync()
    {
        _alice = await WatchedDevice.LoginAsync(Backend, "alice");
        _phone = await WatchedDevice.LoginAsync(Backend, "bob", "phone");
        _pc = await WatchedDevice.LoginAsync(Backend, "bob", "pc");
        _call = (await _alice.Zim.CallInviteAsync(["bob"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced })).callID;
        (await _phone.TakeAsync()).Should().StartWith("Received");
        (await _pc.TakeAsync()).Should().StartWith("Received");
        await _phone.Zim.CallAcceptAsync(_call);
        (await _phone.TakeAsync()).Should().Equal("Changed bob=Accepted");
        (await _pc.TakeAsync()).Should().Equal("Changed bob=Accepted");
        await _alice.TakeAsync();
    }
}
