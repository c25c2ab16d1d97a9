using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Operations;

/// <summary>When a call ends (rules 6), and CallQuit and CallEnd (R-QUI, R-END).</summary>
public class EndingTests
{
    [Fact]
    public void R_GEN_a_General_call_ends_as_soon_as_nobody_is_pending()
    {
        CallScript.General("alice", "bob").Accepts("bob").IsOver(EndReason.NobodyPending).Stands("alice=Accepted bob=Accepted")
            .Call.EndTime.Should().Be(CallScript.Start);
        CallScript.General("alice", "bob").Rejects("bob").IsOver(EndReason.NobodyPending);
        CallScript.General("alice", "bob").Passes(60).IsOver(EndReason.NobodyPending).Stands("alice=Accepted bob=Timeout");
        CallScript.General("alice", "bob", "carol").Accepts("bob").GoesOn().Rejects("carol").IsOver(EndReason.NobodyPending);
    }

    [Fact]
    public void An_Advanced_call_goes_on_when_everyone_declines() =>
        CallScript.Advanced("alice", "bob", "carol").Rejects("bob").Passes(60).GoesOn().Stands("alice=Accepted bob=Rejected carol=Timeout")
            .Invites("alice", "bob").Stands("alice=Accepted bob=Inviting carol=Timeout");

    [Fact]
    public void R_EMPTY_the_last_to_quit_ends_the_call_and_withdraws_who_is_pending()
    {
        var script = CallScript.Advanced("alice", "bob", "carol", "dave").Accepts("bob").Rejects("dave").Quits("alice").GoesOn()
            .Later(5).Quits("bob");
        script.IsOver(EndReason.Emptied).Stands("alice=Quit bob=Quit carol=Cancelled dave=Rejected");
        script.Last.Steps.Should().ContainSingle("it is one step");
        script.Call.Should().Match<Call>(call => call.EndedBy.Length == 0 && call.EndTime == CallScript.Start + 5000);
    }

    [Fact]
    public void CallQuit_keeps_when_it_was_and_what_was_said() =>
        CallScript.Advanced("alice", "bob").Later(2).Accepts("bob").Later(7).Quits("bob", "bye").Member("bob").Should().Match<Member>(bob =>
            bob.State == MemberState.Quit && bob.AcceptTime == CallScript.Start + 2000 && bob.QuitTime == CallScript.Start + 9000
            && bob.ExtendedData == "bye");

    [Fact]
    public void R_END_2_every_members_state_stays_as_it_is()
    {
        var script = CallScript.Advanced("alice", "bob", "carol", "dave").Accepts("bob").Has("carol").Rejects("dave").Later(9).Ends("bob", "done");
        script.IsOver(EndReason.EndedByMember).Stands("alice=Accepted bob=Accepted carol=Received dave=Rejected");
        script.Call.Should().Match<Call>(call =>
            call.EndedBy == "bob" && call.EndData == "done" && call.EndTime == CallScript.Start + 9000 && call.State == CallState.Ended);
        script.Call.NextDeadline.Should().Be(long.MaxValue, "an ended call never changes");
    }
}
