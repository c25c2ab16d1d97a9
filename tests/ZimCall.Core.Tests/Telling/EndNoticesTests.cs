using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Telling;

/// <summary>Who is told of cancellations and ends (rules 4, R-EMPTY, R-GONE-1).</summary>
public class EndNoticesTests
{
    [Theory]
    [InlineData(CallMode.General)]
    [InlineData(CallMode.Advanced)]
    public void Cancelling_the_whole_call_is_told_to_who_rings_and_the_callers_other_devices(CallMode mode) =>
        CallScript.Begin(mode, "alice@phone", ["bob", "carol", "dave"]).Rejects("dave").CancelsSaying("alice@phone", "bye").Tells(
            "alice-alice@phone: cancelled by alice \"bye\"",
            "alice@phone!: let go",
            "bob: cancelled by alice \"bye\"",
            "carol: cancelled by alice \"bye\"");

    [Fact]
    public void Cancelling_the_whole_call_from_another_device_is_told_to_the_primary_one() =>
        CallScript.General("alice@phone", "bob").Cancels("alice@pc").Tells(
            "alice-alice@pc: cancelled by alice",
            "bob: cancelled by alice");

    [Fact]
    public void Cancelling_the_whole_call_by_the_server_API_is_told_to_every_device_of_the_caller_once() =>
        CallScript.General("alice@phone", "bob").ByServer("alice", new CallCommand.Cancel([])).Tells(
            "alice-: cancelled by alice",
            "bob: cancelled by alice");

    [Fact]
    public void Withdrawing_one_is_told_to_it_to_the_others_and_to_the_inviters_other_devices() =>
        CallScript.Advanced("alice@phone", "bob", "carol", "dave").Accepts("dave").CancelsSaying("alice@phone", "no", "bob").Tells(
            "alice@phone!: changed bob=Cancelled",
            "alice-alice@phone: cancelled by alice \"no\"",
            "bob: cancelled by alice \"no\"",
            "carol: changed bob=Cancelled",
            "dave!: changed bob=Cancelled");

    [Fact]
    public void Withdrawing_two_is_one_step_and_each_is_told_of_its_own_alone() =>
        CallScript.Advanced("alice", "bob", "carol").Cancels("alice", "bob", "carol").Tells(
            "alice!: changed bob=Cancelled carol=Cancelled",
            "alice-alice: cancelled by alice",
            "bob: cancelled by alice",
            "carol: cancelled by alice");

    [Fact]
    public void An_inviter_other_than_the_caller_withdraws() =>
        CallScript.Advanced("alice", "bob").Accepts("bob@pc").Invites("bob@pc", "carol").Cancels("bob@pc", "carol").Tells(
            "alice!: changed carol=Cancelled",
            "bob@pc!: changed carol=Cancelled",
            "bob-bob@pc: cancelled by bob",
            "carol: cancelled by bob");

    [Fact]
    public void CallEnd_is_told_to_who_rings_and_who_is_in_the_call_the_operator_included() =>
        CallScript.Advanced("alice@phone", "bob", "carol", "dave", "erin").Accepts("bob@pc").Rejects("carol").Has("erin").Ends("bob@pc", "x").Tells(
            "alice@phone!: ended",
            "bob@pc!: ended",
            "dave: ended",
            "erin: ended");

    [Fact]
    public void R_EMPTY_is_told_to_who_rings_alone_with_its_inviter_and_no_extendedData()
    {
        var script = CallScript.Advanced("alice", "bob", "carol").Accepts("bob").Invites("bob", "dave").Quits("alice").Quits("bob@pc", "bye");
        script.IsOver(EndReason.Emptied).Tells(
            "bob!: changed bob=Quit",
            "carol: cancelled by alice",
            "dave: cancelled by bob");
    }

    [Fact]
    public void R_GONE_1_is_told_to_who_rings() =>
        CallScript.General("alice@phone", "bob", "carol", "dave").Rejects("carol").IsGone("alice").Tells(
            "alice@phone!: let go",
            "bob: cancelled by alice",
            "dave: cancelled by alice");

    [Fact]
    public void One_step_one_picture_a_timeout_in_the_step_that_empties_the_call()
    {
        // Bob's absence and carol's ring time run out together; dave rings on and is withdrawn.
        var script = CallScript.Begin(CallMode.Advanced, "alice", ["bob", "carol"], timeout: 300).Accepts("bob").IsGone("bob").Later(1)
            .Invites("alice", "dave").Quits("alice").Passes(299);
        script.IsOver(EndReason.Emptied).Stands("alice=Quit bob=Quit carol=Timeout dave=Cancelled").Tells(
            "bob!: changed bob=Quit carol=Timeout",
            "carol: timed out",
            "dave: cancelled by alice");
    }
}
