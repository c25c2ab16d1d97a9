using ZimCall.Tests.Fakes;

namespace ZimCall.Tests.Calls;

public class StartCallTests
{
    private const string Id = "77";

    [Theory]
    [InlineData(ZIMCallInvitationMode.General)]
    [InlineData(ZIMCallInvitationMode.Advanced)]
    public async Task The_first_accept_decides(ZIMCallInvitationMode mode)
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, mode, "bob", "carol");

        Change(device, ("bob", ZIMCallUserState.Received, ""));
        var outcome = call.OutcomeAsync();
        outcome.IsCompleted.Should().BeFalse();
        Change(device, ("carol", ZIMCallUserState.Accepted, "hello"));
        Change(device, ("bob", ZIMCallUserState.Accepted, "late"));

        (await outcome).Should().Be(new ZIMCallOutcome.Accepted("carol", "hello"));
    }

    [Fact]
    public async Task Everybody_declined_or_out_of_time_is_Rejected_when_somebody_declined()
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, ZIMCallInvitationMode.General, "bob", "carol");

        Change(device, ("bob", ZIMCallUserState.Rejected, "busy"));
        call.OutcomeAsync().IsCompleted.Should().BeFalse();
        Change(device, ("carol", ZIMCallUserState.Timeout, ""));

        (await call.OutcomeAsync()).Should().BeOfType<ZIMCallOutcome.Rejected>().Which.Invitees.Should().Equal(
            new ZIMCallMember("bob", ZIMCallUserState.Rejected, "busy"), new ZIMCallMember("carol", ZIMCallUserState.Timeout, ""));
    }

    [Fact]
    public async Task Nobody_answering_is_TimedOut()
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, ZIMCallInvitationMode.General, "bob");

        Change(device, ("bob", ZIMCallUserState.Timeout, ""));

        (await call.OutcomeAsync()).Should().BeOfType<ZIMCallOutcome.TimedOut>();
    }

    [Fact]
    public async Task Withdrawing_every_invitation_one_by_one_is_Cancelled()
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, ZIMCallInvitationMode.Advanced, "bob");

        device.Zim.CallCancel(["bob"], Id, null, null);
        device.Engine.Last.Succeed();
        call.OutcomeAsync().IsCompleted.Should().BeFalse();
        Change(device, ("bob", ZIMCallUserState.Cancelled, ""));

        (await call.OutcomeAsync()).Should().Be(new ZIMCallOutcome.Cancelled("alice", ""));
    }

    [Fact]
    public async Task Those_who_were_left_out_are_not_waited_for()
    {
        await using var device = new Device().LoggedIn();
        var starting = device.Zim.StartCallAsync(["bob", "nobody"]);
        device.Engine.Last.Succeed(new ZIMCallInvitationSentResult { callID = Id, errorUserList = [new() { userID = "nobody", reason = 6000011 }] });
        var call = await starting;

        Change(device, ("bob", ZIMCallUserState.Timeout, ""));

        call.InvitationErrors.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("nobody", ZIMErrorCode.CommonModuleUserIsNotExist));
        (await call.OutcomeAsync()).Should().BeOfType<ZIMCallOutcome.TimedOut>();
    }

    [Theory]
    [InlineData(ZIMCallInvitationMode.General, true)]
    [InlineData(ZIMCallInvitationMode.Advanced, false)]
    public async Task Cancelling_the_whole_call_here_is_Cancelled(ZIMCallInvitationMode mode, bool named)
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, mode, "bob");

        device.Zim.CallCancel(named ? ["bob"] : [], Id, new ZIMCallCancelConfig { extendedData = "sorry" }, null);
        device.Engine.Last.Succeed();

        (await call.OutcomeAsync()).Should().Be(new ZIMCallOutcome.Cancelled("alice", "sorry"));
        (await All(call)).Should().Equal(new ZIMCallChange.Over(new ZIMCallOutcome.Cancelled("alice", "sorry")));
    }

    [Fact]
    public async Task A_refused_cancellation_changes_nothing()
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, ZIMCallInvitationMode.General, "bob");

        device.Zim.CallCancel([], Id, null, null);
        device.Engine.Last.Refuse(ZIMErrorCode.MessageModuleCancelCallError);

        call.OutcomeAsync().IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Cancelling_on_another_device_is_Cancelled()
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, ZIMCallInvitationMode.Advanced, "bob");

        device.Engine.Events.CallInvitationCancelled(new() { inviter = "alice", extendedData = "x" }, Id);

        (await call.OutcomeAsync()).Should().Be(new ZIMCallOutcome.Cancelled("alice", "x"));
    }

    [Fact]
    public async Task Withdrawing_some_on_another_device_leaves_an_Advanced_call_going()
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, ZIMCallInvitationMode.Advanced, "bob", "carol");
        device.Engine.ActiveCalls = [Active()];

        device.Engine.Events.CallInvitationCancelled(new() { inviter = "alice" }, Id);

        call.OutcomeAsync().IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Ending_is_Ended_and_an_accept_before_it_stands()
    {
        await using var device = new Device().LoggedIn();
        var unanswered = await Start(device, ZIMCallInvitationMode.Advanced, "bob");
        device.Engine.Events.CallInvitationEnded(new() { operatedUserID = "alice", extendedData = "bye" }, Id);
        (await unanswered.OutcomeAsync()).Should().Be(new ZIMCallOutcome.Ended("alice", "bye"));

        var answered = await Start(device, ZIMCallInvitationMode.Advanced, "bob");
        Change(device, ("bob", ZIMCallUserState.Accepted, ""));
        device.Engine.Events.CallInvitationEnded(new() { operatedUserID = "bob", extendedData = "bye" }, Id);

        (await answered.OutcomeAsync()).Should().BeOfType<ZIMCallOutcome.Accepted>();
        (await All(answered))[^1].Should().Be(new ZIMCallChange.Over(new ZIMCallOutcome.Ended("bob", "bye")));
    }

    [Fact]
    public async Task Quitting_is_over_for_this_instance()
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, ZIMCallInvitationMode.Advanced, "bob");

        Change(device, ("alice", ZIMCallUserState.Quit, "off"));

        (await call.OutcomeAsync()).Should().Be(new ZIMCallOutcome.Ended("alice", "off"));
        (await All(call)).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_lost_call_is_Ended_by_nobody_and_reported()
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, ZIMCallInvitationMode.General, "bob");
        ZIMErrorCode? reported = null;
        device.Zim.OnError += (_, error) => reported = error.code;

        device.Engine.Events.CallLost(Id, new ZIMError { code = ZIMErrorCode.MessageModuleCallDoesNotExist });

        (await call.OutcomeAsync()).Should().Be(new ZIMCallOutcome.Ended(null, ""));
        reported.Should().Be(ZIMErrorCode.MessageModuleCallDoesNotExist);
    }

    [Theory]
    [InlineData("logout")]
    [InlineData("kicked out")]
    [InlineData("destroyed")]
    public async Task An_instance_that_hears_no_more_leaves_no_call_open(string how)
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, ZIMCallInvitationMode.Advanced, "bob");

        switch (how)
        {
            case "logout":
                device.Zim.Logout();
                device.Engine.Last.Succeed();
                break;
            case "kicked out":
                device.Engine.Events.ConnectionStateChanged(ZIMConnectionState.Disconnected, ZIMConnectionEvent.KickedOut, []);
                break;
            default:
                device.Zim.Destroy();
                break;
        }

        (await call.OutcomeAsync()).Should().Be(new ZIMCallOutcome.Ended(null, ""));
        var sent = device.Engine.Sent.Count;
        await call.DisposeAsync();
        device.Engine.Sent.Should().HaveCount(sent, "there is nothing to leave");
    }

    [Fact]
    public async Task A_call_that_is_made_while_the_instance_is_destroyed_is_lost_at_once()
    {
        await using var device = new Device().LoggedIn();
        var starting = device.Zim.StartCallAsync(["bob"]);
        var invite = device.Engine.Last;

        device.Zim.Destroy();
        invite.Succeed(new ZIMCallInvitationSentResult { callID = Id });

        (await (await starting).OutcomeAsync()).Should().Be(new ZIMCallOutcome.Ended(null, ""));
    }

    [Fact]
    public async Task Changes_begin_at_the_start_for_everybody_and_complete()
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, ZIMCallInvitationMode.General, "bob");
        var early = All(call);

        Change(device, ("alice", ZIMCallUserState.Accepted, ""), ("bob", ZIMCallUserState.Inviting, ""));
        Change(device, ("bob", ZIMCallUserState.Received, ""));
        early.IsCompleted.Should().BeFalse();
        Change(device, ("bob", ZIMCallUserState.Accepted, "hi"));

        ZIMCallChange[] expected =
        [
            Member("alice", ZIMCallUserState.Accepted), Member("bob", ZIMCallUserState.Inviting), Member("bob", ZIMCallUserState.Received),
            Member("bob", ZIMCallUserState.Accepted, "hi"), new ZIMCallChange.Over(new ZIMCallOutcome.Accepted("bob", "hi")),
        ];
        (await early).Should().Equal(expected);
        (await All(call)).Should().Equal(expected);
    }

    [Fact]
    public async Task An_Advanced_call_that_everybody_declined_goes_on()
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, ZIMCallInvitationMode.Advanced, "bob");
        var changes = All(call);

        Change(device, ("bob", ZIMCallUserState.Rejected, ""));
        (await call.OutcomeAsync()).Should().BeOfType<ZIMCallOutcome.Rejected>();
        Change(device, ("carol", ZIMCallUserState.Accepted, ""));
        device.Engine.Events.CallInvitationEnded(new() { operatedUserID = "carol" }, Id);

        (await changes).Should().HaveCount(3);
        (await call.OutcomeAsync()).Should().BeOfType<ZIMCallOutcome.Rejected>("the first decision stands");
    }

    [Fact]
    public async Task Handles_hear_before_handlers_do()
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, ZIMCallInvitationMode.General, "bob");
        var decided = false;
        device.Zim.onCallUserStateChanged = (_, _, _) => decided = call.OutcomeAsync().IsCompleted;

        Change(device, ("bob", ZIMCallUserState.Accepted, ""));

        decided.Should().BeTrue();
    }

    [Fact]
    public async Task Events_before_the_awaiting_code_goes_on_are_not_missed()
    {
        await using var device = new Device().LoggedIn();
        var starting = device.Zim.StartCallAsync(["bob"]);

        device.Engine.Last.Succeed(new ZIMCallInvitationSentResult { callID = Id });
        Change(device, ("bob", ZIMCallUserState.Accepted, ""));

        (await (await starting).OutcomeAsync()).Should().BeOfType<ZIMCallOutcome.Accepted>();
    }

    [Fact]
    public async Task A_refused_start_throws()
    {
        await using var device = new Device().LoggedIn();

        var starting = device.Zim.StartCallAsync(["bob"]);
        device.Engine.Last.Refuse(ZIMErrorCode.MessageModuleUserAlreadyInTheCall);

        (await starting.Invoking(it => it).Should().ThrowAsync<ZIMException>())
            .Which.Error.code.Should().Be(ZIMErrorCode.MessageModuleUserAlreadyInTheCall);
    }

    [Fact]
    public async Task A_call_that_was_made_although_its_start_was_cancelled_is_cancelled()
    {
        await using var device = new Device().LoggedIn();
        using var stop = new CancellationTokenSource();
        var starting = device.Zim.StartCallAsync(["bob"], ct: stop.Token);
        var invite = device.Engine.Last;
        await stop.CancelAsync();
        await starting.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();

        invite.Succeed(new ZIMCallInvitationSentResult { callID = Id });

        device.Engine.Last.Operation.Should().Be("CallCancel");
        device.Engine.Last.Succeed();
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        await using var device = new Device().LoggedIn();
        var call = await Start(device, ZIMCallInvitationMode.General, "bob");
        using var stop = new CancellationTokenSource();

        var outcome = call.OutcomeAsync(stop.Token);
        var change = call.Changes.GetAsyncEnumerator(stop.Token).MoveNextAsync().AsTask();
        await stop.CancelAsync();

        await outcome.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();
        await change.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();
    }

    internal static async Task<ZIMCall> Start(Device device, ZIMCallInvitationMode mode, params string[] invitees)
    {
        var starting = device.Zim.StartCallAsync(invitees, new ZIMCallInviteConfig { mode = mode });
        device.Engine.Last.Succeed(new ZIMCallInvitationSentResult { callID = Id, timeout = 90 });
        return await starting;
    }

    internal static void Change(Device device, params (string User, ZIMCallUserState State, string Data)[] members) =>
        device.Engine.Events.CallUserStateChanged(
            new() { callUserList = [.. members.Select(it => new ZIMCallUserInfo { userID = it.User, state = it.State, extendedData = it.Data })] }, Id);

    private static async Task<List<ZIMCallChange>> All(ZIMCall call)
    {
        var changes = new List<ZIMCallChange>();
        await foreach (var change in call.Changes)
        {
            changes.Add(change);
        }

        return changes;
    }

    private static ZIMCallChange.MemberChanged Member(string user, ZIMCallUserState state, string data = "") => new(new ZIMCallMember(user, state, data));

    private static ZIMActiveCall Active() => new()
    {
        CallID = Id,
        Mode = ZIMCallInvitationMode.Advanced,
        Caller = "alice",
        Inviter = "",
        OwnState = ZIMCallUserState.Accepted,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Members = [],
    };
}
