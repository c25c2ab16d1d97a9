using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Sync;

/// <summary>R-REC-2: what a device that was away is told. Revision 1 is the call's creation.</summary>
public class CallSyncTests
{
    private static void Told(CallScript script, string device, long? known, bool follows, params string[] events)
    {
        script.Last.Refusal.Should().BeNull();
        var (user, id) = Device.Named(device);
        var result = CallSync.For(script.Call, user, id, known);
        result.Events.Select(NoticeText.Of).Should().Equal(events);
        result.Follows.Should().Be(follows, "it {0} the call", follows ? "follows" : "does not follow");
    }

    [Fact]
    public void Nothing_new()
    {
        var script = CallScript.Advanced("alice", "bob", "carol").Accepts("bob");
        Told(script, "alice", known: 2, follows: true);
        Told(script, "bob", known: 2, follows: true);
        Told(script, "carol", known: 2, follows: true);
    }

    [Fact]
    public void Somebody_who_is_not_a_member()
    {
        Told(CallScript.Advanced("alice", "bob"), "zoe", known: null, follows: false);
        Told(CallScript.Advanced("alice", "bob"), "zoe", known: 1, follows: false);
    }

    [Fact]
    public void An_invitation_it_has_not_seen()
    {
        var script = CallScript.Advanced("alice", "bob", "carol").Has("carol");
        Told(script, "bob@new", known: null, follows: true, "received");
        Told(script.Rejects("bob").Invites("alice", "bob"), "bob", known: 3, follows: true, "received");
    }

    [Fact]
    public void An_invitation_it_has_seen_is_not_told_again()
    {
        var script = CallScript.Advanced("alice", "bob", "carol").Has("bob").Accepts("carol");
        Told(script, "bob", known: 1, follows: true, "changed bob=Received carol=Accepted");
        Told(script, "bob", known: 2, follows: true, "changed carol=Accepted");
    }

    [Fact]
    public void In_between_states_are_skipped()
    {
        var script = CallScript.Advanced("alice", "bob", "carol").Has("bob").Accepts("bob").Accepts("carol").Quits("carol").Invites("alice", "dave");
        Told(script, "alice", known: 1, follows: true, "changed bob=Accepted carol=Quit dave=Inviting");
        Told(script, "bob", known: 4, follows: true, "changed carol=Quit dave=Inviting");
    }

    [Fact]
    public void Its_own_dedicated_events()
    {
        Told(CallScript.Advanced("alice", "bob").Passes(60), "bob", known: 1, follows: false, "timed out");
        Told(CallScript.Advanced("alice", "bob").CancelsSaying("alice", "bye", "bob"), "bob", known: 1, follows: false, "cancelled by alice \"bye\"");
        Told(CallScript.General("alice", "bob").CancelsSaying("alice", "bye"), "bob", known: 1, follows: false, "cancelled by alice \"bye\"");
        Told(CallScript.General("alice", "bob").IsGone("alice"), "bob", known: 1, follows: false, "cancelled by alice");
        Told(CallScript.Advanced("alice", "bob").Quits("alice"), "bob", known: 1, follows: false, "cancelled by alice");
    }

    [Fact]
    public void Its_own_dedicated_events_once()
    {
        Told(CallScript.Advanced("alice", "bob").Passes(60), "bob", known: 2, follows: false);
        Told(CallScript.Advanced("alice", "bob").Cancels("alice", "bob"), "bob", known: 2, follows: false);
        Told(CallScript.Advanced("alice", "bob").Ends("alice"), "bob", known: 2, follows: false);
    }

    [Fact]
    public void R_DEL_3_a_device_that_does_not_know_the_call_hears_nothing_of_an_invitation_that_is_over()
    {
        Told(CallScript.Advanced("alice", "bob").Passes(60), "bob", known: null, follows: false);
        Told(CallScript.Advanced("alice", "bob").Cancels("alice", "bob"), "bob", known: null, follows: false);
        Told(CallScript.Advanced("alice", "bob").Ends("alice"), "bob", known: null, follows: false);
        Told(CallScript.General("alice", "bob").Cancels("alice"), "bob", known: null, follows: false);
        Told(CallScript.Advanced("alice", "bob").Accepts("bob@phone"), "bob@new", known: null, follows: false);
    }

    [Fact]
    public void An_ended_call()
    {
        var script = CallScript.Advanced("alice", "bob", "carol", "dave").Accepts("bob").Rejects("dave").Ends("bob");
        Told(script, "alice", known: 1, follows: false, "changed bob=Accepted dave=Rejected", "ended");
        Told(script, "carol", known: 3, follows: false, "ended");
        Told(script, "dave", known: 2, follows: false, "changed dave=Rejected");
        Told(script, "dave", known: 3, follows: false);
    }

    [Fact]
    public void R_GEN_a_General_call_that_is_over_is_told_by_its_last_states()
    {
        var script = CallScript.General("alice", "bob", "carol").Accepts("bob").Rejects("carol");
        Told(script, "alice", known: 1, follows: false, "changed bob=Accepted carol=Rejected");
        Told(script, "carol", known: 1, follows: false, "changed bob=Accepted carol=Rejected");
    }

    [Fact]
    public void Answered_elsewhere_and_nothing_after_it()
    {
        var script = CallScript.Advanced("alice", "bob", "carol").Has("bob").Accepts("bob@pc").Accepts("carol").Ends("alice");
        Told(script, "bob@phone", known: 1, follows: false, "changed bob=Accepted");
        Told(script, "bob@phone", known: 3, follows: false);
        Told(script, "bob@pc", known: 3, follows: false, "changed carol=Accepted", "ended");
    }

    [Fact]
    public void Nothing_of_what_came_after_it_rejected_or_quit()
    {
        var script = CallScript.Advanced("alice", "bob", "carol").Accepts("bob").Quits("bob").Accepts("carol");
        Told(script, "bob", known: 1, follows: false, "changed bob=Quit");
        Told(script, "bob", known: 3, follows: false);
    }

    [Fact]
    public void R_EMPTY_is_not_told_to_the_one_who_quit()
    {
        var script = CallScript.Advanced("alice", "bob").Quits("alice");
        Told(script, "alice", known: 1, follows: false, "changed alice=Quit");
    }

    [Fact]
    public void R_JOI_2_a_device_that_lost_the_call_to_another_hears_nothing_and_does_not_follow()
    {
        var script = CallScript.Advanced("alice", "bob").Accepts("bob@phone").Joins("bob@pc").Joins("zoe");
        Told(script, "bob@phone", known: 2, follows: false);
        Told(script, "bob@pc", known: 3, follows: true, "changed zoe=Accepted");
    }

    [Fact]
    public void R_DEV_4_the_primary_device_after_a_restart_is_told_everything()
    {
        var script = CallScript.Advanced("alice", "bob", "carol").Accepts("bob");
        Told(script, "bob", known: null, follows: true, "changed alice=Accepted bob=Accepted carol=Inviting");
        Told(script, "bob", known: 0, follows: true, "changed alice=Accepted bob=Accepted carol=Inviting");
    }

    [Fact]
    public void A_device_that_knows_more_than_there_is_is_told_everything()
    {
        var script = CallScript.Advanced("alice", "bob").Accepts("bob");
        Told(script, "alice", known: 99, follows: true, "changed alice=Accepted bob=Accepted");
        Told(CallScript.Advanced("alice", "bob"), "bob", known: 99, follows: true, "received");
    }

    [Fact]
    public void The_callers_device_that_was_away_when_its_call_was_cancelled()
    {
        Told(CallScript.General("alice@phone", "bob").CancelsSaying("alice@pc", "bye"), "alice@phone", known: 1, follows: false, "cancelled by alice \"bye\"");
        Told(CallScript.General("alice", "bob").IsGone("alice"), "alice", known: 1, follows: false, "cancelled by alice");
    }

    [Fact]
    public void Absence_is_not_news()
    {
        var script = CallScript.Advanced("alice", "bob").Accepts("bob").IsGone("bob");
        Told(script, "alice", known: 2, follows: true);
        Told(script, "bob", known: 2, follows: true);
    }
}
