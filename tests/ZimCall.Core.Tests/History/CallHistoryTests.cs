using ZimCall.Core.Tests.Fixture;
using ZimCall.Core.Tests.Properties;

namespace ZimCall.Core.Tests.History;

/// <summary>What is told of a call to those who look at it from outside.</summary>
public class CallHistoryTests
{
    [Fact]
    public void A_call_from_its_beginning_to_its_end() =>
        Lines(CallScript.Begin(CallMode.Advanced, "alice", ["bob", "carol"], data: "hi").Later(1).Has("bob").Later(1).Accepts("bob", "yes")
            .Later(1).Invites("bob", "dave").Rejects("dave", "no").Joins("erin", "me too").Quits("erin", "bye").Ends("alice", "over"))
            .Should().Equal(
                "0 #1 Create by alice: bob carol \"hi\"",
                "1 #2 Receive: bob",
                "2 #3 Accept by bob: bob \"yes\"",
                "3 #4 Invite by bob: dave",
                "3 #5 Reject by dave: dave \"no\"",
                "3 #6 Join by erin: erin \"me too\"",
                "3 #7 Quit by erin: erin \"bye\"",
                "3 #8 End by alice: \"over\" (EndedByMember)");

    [Fact]
    public void What_time_did_happened_when_it_was_due_and_by_nobody()
    {
        var script = CallScript.Begin(CallMode.Advanced, "alice", ["bob", "carol"], checksReceipt: true).Has("bob").Later(90).Ends("alice");
        Lines(script).Should().Equal(
            "0 #1 Create by alice: bob carol",
            "0 #2 Receive: bob",
            "5 #3 ReceiptMissed: carol",
            "60 #4 Timeout: bob carol",
            "90 #5 End by alice: (EndedByMember)");
    }

    [Fact]
    public void Cancelling_and_being_cancelled() =>
        Lines(CallScript.Advanced("alice", "bob", "carol").CancelsSaying("alice", "not you", "bob").CancelsSaying("alice", "sorry"))
            .Should().Equal(
                "0 #1 Create by alice: bob carol",
                "0 #2 Cancel by alice: bob \"not you\"",
                "0 #3 Cancel by alice: carol \"sorry\"",
                "0 #3 End by alice: \"sorry\" (Cancelled)");

    [Fact]
    public void A_caller_who_is_gone_cancels_by_nobodys_hand() =>
        Lines(CallScript.General("alice", "bob").IsGone("alice")).Should().Equal(
            "0 #1 Create by alice: bob",
            "0 #2 Cancel: bob",
            "0 #2 End: (CallerGone)");

    [Fact]
    public void Who_leaves_last_quits_and_does_not_cancel() =>
        Lines(CallScript.Advanced("alice", "bob").Quits("alice", "bye")).Should().Equal(
            "0 #1 Create by alice: bob",
            "0 #2 Quit by alice: alice \"bye\"",
            "0 #2 Cancel: bob",
            "0 #2 End: (Emptied)");

    [Fact]
    public void Absence_and_moving_to_another_device_are_told_though_no_member_hears_of_them() =>
        Lines(CallScript.Advanced("alice@phone", "bob").Accepts("bob", "yes").Joins("alice@pc").IsGone("bob").Later(2).IsBack("bob").IsGone("bob").Passes(300))
            .Should().Equal(
                "0 #1 Create by alice: bob",
                "0 #2 Accept by bob: bob \"yes\"",
                "0 #3 SwitchDevice by alice: alice",
                "0 #4 Gone: bob",
                "2 #5 Back: bob",
                "2 #6 Gone: bob",
                "302 #7 Quit: bob");

    [Fact]
    public void Joining_instead_of_accepting_is_joining() =>
        Lines(CallScript.Advanced("alice", "bob").Joins("bob")).Should().HaveElementAt(1, "0 #2 Join by bob: bob");

    [Fact]
    public void What_is_refused_did_not_happen() =>
        Lines(CallScript.General("alice", "bob").Accepts("carol").IsRefused(6000274, "R-ACC-1")).Should().ContainSingle();

    [Fact]
    public void The_history_alone_tells_what_every_member_is() => Plots.Check(300, run =>
    {
        var states = new Dictionary<string, MemberState>();
        foreach (var turn in run.Turns)
        {
            foreach (var change in CallHistory.ChangesOf(turn.Before, turn.Command, turn.Decision, turn.Now))
            {
                foreach (var user in change.UserIds)
                {
                    states[user] = StateAfter(change.Kind) ?? states.GetValueOrDefault(user, MemberState.Accepted);
                }

                change.Time.Should().BeLessThanOrEqualTo(turn.Now);
            }

            foreach (var member in turn.Decision.Call!.Members.Where(member => states.ContainsKey(member.UserId)))
            {
                var cancelledWithTheCall = member.UserId == "u0" && member.State == MemberState.Cancelled;
                (cancelledWithTheCall || states[member.UserId] == member.State).Should().BeTrue("{0} is {1}", member, states[member.UserId]);
            }
        }

        (run.Call.State == CallState.Ended).Should().Be(run.Turns.Any(turn =>
            CallHistory.ChangesOf(turn.Before, turn.Command, turn.Decision, turn.Now).Any(change => change.Reason != EndReason.None)));
    });

    private static MemberState? StateAfter(CallChangeKind kind) => kind switch
    {
        CallChangeKind.Create or CallChangeKind.Invite => MemberState.Inviting,
        CallChangeKind.Receive => MemberState.Received,
        CallChangeKind.ReceiptMissed => MemberState.NotYetReceived,
        CallChangeKind.Accept or CallChangeKind.Join => MemberState.Accepted,
        CallChangeKind.Reject => MemberState.Rejected,
        CallChangeKind.Cancel => MemberState.Cancelled,
        CallChangeKind.Timeout => MemberState.Timeout,
        CallChangeKind.Quit => MemberState.Quit,
        _ => null,
    };

    private static IEnumerable<string> Lines(CallScript script) => script.History.Select(change =>
        $"{(change.Time - CallScript.Start) / 1000} #{change.Revision} {change.Kind}"
        + (change.Actor.Length == 0 ? ":" : $" by {change.Actor}:")
        + string.Concat(change.UserIds.Select(user => $" {user}"))
        + (change.ExtendedData.Length == 0 ? "" : $" \"{change.ExtendedData}\"")
        + (change.Reason == EndReason.None ? "" : $" ({change.Reason})"));
}
