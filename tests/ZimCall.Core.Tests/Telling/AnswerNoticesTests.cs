using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Telling;

/// <summary>Who is told of answers, joins and quits (rules 4, R-DEV-2).</summary>
public class AnswerNoticesTests
{
    [Theory]
    [InlineData(CallMode.General)]
    [InlineData(CallMode.Advanced)]
    public void Accepting_is_told_to_every_device_of_the_one_who_accepts(CallMode mode) =>
        CallScript.Begin(mode, "alice@phone", ["bob", "carol"]).Accepts("bob@pc").Tells(
            "alice@phone!: changed bob=Accepted",
            "bob: changed bob=Accepted",
            "carol: changed bob=Accepted");

    [Theory]
    [InlineData(CallMode.General)]
    [InlineData(CallMode.Advanced)]
    public void Rejecting_is_told_to_every_device_of_the_one_who_rejects(CallMode mode) =>
        CallScript.Begin(mode, "alice", ["bob", "carol"]).Rejects("bob@pc").Tells(
            "alice!: changed bob=Rejected",
            "bob: changed bob=Rejected",
            "carol: changed bob=Rejected");

    [Fact]
    public void R_GEN_the_last_answer_ends_the_call_without_a_word_more() =>
        CallScript.General("alice", "bob", "carol").Accepts("bob@pc").Rejects("carol").IsOver(EndReason.NobodyPending).Tells(
            "alice!: changed carol=Rejected",
            "bob@pc!: changed carol=Rejected",
            "carol: changed carol=Rejected");

    [Fact]
    public void Answered_elsewhere_after_that_only_the_primary_device_is_told() =>
        CallScript.Advanced("alice", "bob", "carol").Accepts("bob@pc").Rejects("carol").Tells(
            "alice!: changed carol=Rejected",
            "bob@pc!: changed carol=Rejected",
            "carol: changed carol=Rejected");

    [Fact]
    public void Joining_is_told_to_all_in_the_call_and_to_the_one_who_joins() =>
        CallScript.Advanced("alice", "bob", "carol", "dave").Accepts("bob@pc").Rejects("carol").Joins("zoe@pc").Tells(
            "alice!: changed zoe=Accepted",
            "bob@pc!: changed zoe=Accepted",
            "dave: changed zoe=Accepted",
            "zoe: changed zoe=Accepted");

    [Fact]
    public void Switching_the_device_tells_nobody_and_the_old_device_lets_go() =>
        CallScript.Advanced("alice", "bob").Accepts("bob@phone").Joins("bob@pc").Tells("bob@phone!: let go")
            .Invites("alice", "carol").Tells(
                "alice!: changed carol=Inviting",
                "bob@pc!: changed carol=Inviting",
                "carol: received");

    [Fact]
    public void Quitting_is_told_to_the_quitters_own_primary_device_too() =>
        CallScript.Advanced("alice", "bob", "carol").Accepts("bob@phone").Quits("bob@pc").Tells(
            "alice!: changed bob=Quit",
            "bob@phone!: changed bob=Quit",
            "carol: changed bob=Quit");

    [Fact]
    public void R_GONE_2_is_told_like_quitting() =>
        CallScript.Advanced("alice", "bob").Accepts("bob@phone").IsGone("bob").TellsNobody().Passes(300).Tells(
            "alice!: changed bob=Quit",
            "bob@phone!: changed bob=Quit");

    [Fact]
    public void A_refused_operation_tells_nobody() =>
        CallScript.Advanced("alice", "bob").Accepts("zoe").IsRefused(Codes.IsNotInvitee, "R-ACC-1").TellsNobody();

    [Fact]
    public void A_late_answer_is_refused_and_what_time_did_is_told() =>
        CallScript.Advanced("alice", "bob").Later(61).Accepts("bob").IsRefused(Codes.CallDoesNotExist, "R-ACC-2").Tells(
            "alice!: changed bob=Timeout",
            "bob: timed out");
}
