#pragma warning disable CS0618 // The deprecated events are tested too.
using ZimCall.Tests.Fakes;

namespace ZimCall.Tests.Facade;

public class EventTests
{
    [Fact]
    public async Task Every_event_is_raised_in_both_forms_the_property_first_and_with_its_arguments()
    {
        await using var device = new Device();
        var zim = device.Zim;
        var events = device.Engine.Events;
        var seen = new List<string>();
        var data = new Dictionary<string, string> { ["k"] = "v" };

        zim.OnCallInvitationCreated += (_, info, id) => seen.Add($"Created {info.caller} {id}");
        zim.onCallInvitationCreated = (_, info, id) => seen.Add($"created {info.caller} {id}");
        zim.OnCallInvitationReceived += (_, info, id) => seen.Add($"Received {info.inviter} {id}");
        zim.onCallInvitationReceived = (_, info, id) => seen.Add($"received {info.inviter} {id}");
        zim.OnCallInvitationCancelled += (_, info, id) => seen.Add($"Cancelled {info.inviter} {id}");
        zim.onCallInvitationCancelled = (_, info, id) => seen.Add($"cancelled {info.inviter} {id}");
        zim.OnCallInvitationTimeout += (_, info, id) => seen.Add($"Timeout {info.mode} {id}");
        zim.onCallInvitationTimeout = (_, info, id) => seen.Add($"timeout {info.mode} {id}");
        zim.OnCallInvitationEnded += (_, info, id) => seen.Add($"Ended {info.operatedUserID} {id}");
        zim.onCallInvitationEnded = (_, info, id) => seen.Add($"ended {info.operatedUserID} {id}");
        zim.OnCallUserStateChanged += (_, info, id) => seen.Add($"Changed {info.callUserList.Count} {id}");
        zim.onCallUserStateChanged = (_, info, id) => seen.Add($"changed {info.callUserList.Count} {id}");
        zim.OnCallInvitationAccepted += (_, info, id) => seen.Add($"Accepted {info.invitee} {id}");
        zim.onCallInvitationAccepted = (_, info, id) => seen.Add($"accepted {info.invitee} {id}");
        zim.OnCallInvitationRejected += (_, info, id) => seen.Add($"Rejected {info.invitee} {id}");
        zim.onCallInvitationRejected = (_, info, id) => seen.Add($"rejected {info.invitee} {id}");
        zim.OnCallInviteesAnsweredTimeout += (_, invitees, id) => seen.Add($"Unanswered {invitees[0]} {id}");
        zim.onCallInviteesAnsweredTimeout = (_, invitees, id) => seen.Add($"unanswered {invitees[0]} {id}");
        zim.OnConnectionStateChanged += (_, state, why, more) => seen.Add($"State {state} {why} {more["k"]}");
        zim.onConnectionStateChanged = (_, state, why, more) => seen.Add($"state {state} {why} {more["k"]}");
        zim.OnTokenWillExpire += (_, second) => seen.Add($"Token {second}");
        zim.onTokenWillExpire = (_, second) => seen.Add($"token {second}");
        zim.OnError += (_, error) => seen.Add($"Error {error.code}");
        zim.onError = (_, error) => seen.Add($"error {error.code}");

        events.CallInvitationCreated(new() { caller = "a" }, "1");
        events.CallInvitationReceived(new() { inviter = "a" }, "2");
        events.CallInvitationCancelled(new() { inviter = "a" }, "3");
        events.CallInvitationTimeout(new() { mode = ZIMCallInvitationMode.Advanced }, "4");
        events.CallInvitationEnded(new() { operatedUserID = "a" }, "5");
        events.CallUserStateChanged(new() { callUserList = [new()] }, "6");
        events.CallInvitationAccepted(new() { invitee = "b" }, "7");
        events.CallInvitationRejected(new() { invitee = "b" }, "8");
        events.CallInviteesAnsweredTimeout(["b"], "9");
        events.ConnectionStateChanged(ZIMConnectionState.Connected, ZIMConnectionEvent.Success, data);
        events.TokenWillExpire(30);
        events.Error(new ZIMError { code = ZIMErrorCode.Failed });
        events.CallLost("10", new ZIMError { code = ZIMErrorCode.MessageModuleCallDoesNotExist });

        seen.Should().Equal(
            "created a 1", "Created a 1",
            "received a 2", "Received a 2",
            "cancelled a 3", "Cancelled a 3",
            "timeout Advanced 4", "Timeout Advanced 4",
            "ended a 5", "Ended a 5",
            "changed 1 6", "Changed 1 6",
            "accepted b 7", "Accepted b 7",
            "rejected b 8", "Rejected b 8",
            "unanswered b 9", "Unanswered b 9",
            "state Connected Success v", "State Connected Success v",
            "token 30", "Token 30",
            "error Failed", "Error Failed",
            "error MessageModuleCallDoesNotExist", "Error MessageModuleCallDoesNotExist");
    }

    [Fact]
    public async Task The_property_can_be_set_added_to_replaced_and_cleared()
    {
        await using var device = new Device();
        var zim = device.Zim;
        var seen = new List<string>();

        zim.onTokenWillExpire = (_, _) => seen.Add("first");
        zim.onTokenWillExpire += (_, _) => seen.Add("second");
        device.Engine.Events.TokenWillExpire(1);
        zim.onTokenWillExpire = (_, _) => seen.Add("third");
        device.Engine.Events.TokenWillExpire(1);
        zim.onTokenWillExpire = null;
        device.Engine.Events.TokenWillExpire(1);

        seen.Should().Equal("first", "second", "third");
    }

    [Fact]
    public async Task The_handlers_are_given_the_instance_that_raises()
    {
        await using var device = new Device();
        ZIM? raiser = null;
        device.Zim.OnTokenWillExpire += (zim, _) => raiser = zim;

        device.Engine.Events.TokenWillExpire(1);

        raiser.Should().BeSameAs(device.Zim);
    }

    [Fact]
    public async Task A_handler_that_throws_is_logged_and_reported_and_stops_nothing()
    {
        await using var device = new Device();
        var zim = device.Zim;
        var seen = new List<string>();
        zim.onTokenWillExpire = (_, _) => throw new InvalidOperationException("one");
        zim.onTokenWillExpire += (_, _) => seen.Add("property");
        zim.OnTokenWillExpire += (_, _) => throw new InvalidOperationException("two");
        zim.OnTokenWillExpire += (_, _) => seen.Add("event");
        zim.OnError += (_, error) => seen.Add($"{error.code}: {error.message}");

        device.Engine.Events.TokenWillExpire(1);
        zim.OnCallInvitationTimeout += (_, _, _) => seen.Add("next");
        device.Engine.Events.CallInvitationTimeout(new(), "1");

        seen.Should().Equal(
            "Failed: A handler of OnTokenWillExpire threw InvalidOperationException: one",
            "property",
            "Failed: A handler of OnTokenWillExpire threw InvalidOperationException: two",
            "event",
            "next");
        device.Log.Take().Select(entry => (entry.Id, entry.Exception!.Message)).Should().Equal((2000, "one"), (2000, "two"));
    }

    [Fact]
    public async Task A_throwing_OnError_handler_is_only_logged()
    {
        await using var device = new Device();
        var reports = 0;
        device.Zim.onError = (_, _) => throw new InvalidOperationException("again");
        device.Zim.OnError += (_, _) => reports++;

        device.Engine.Events.Error(new ZIMError());

        reports.Should().Be(1);
        device.Log.Take().Should().ContainSingle().Which.Text.Should().Contain("OnError");
    }
}
