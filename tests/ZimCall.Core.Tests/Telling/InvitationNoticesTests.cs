using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Telling;

/// <summary>Who is told of invitations, deliveries and their end (rules 4).</summary>
public class InvitationNoticesTests
{
    [Theory]
    [InlineData(CallMode.General)]
    [InlineData(CallMode.Advanced)]
    public void CallInvite(CallMode mode) =>
        CallScript.Begin(mode, "alice@phone", ["bob", "carol"]).Tells(
            "alice: created",
            "alice@phone!: changed alice=Accepted bob=Inviting carol=Inviting",
            "bob: received",
            "carol: received");

    [Fact]
    public void Delivery_is_told_to_all_in_the_call_and_all_who_ring() =>
        CallScript.Advanced("alice@phone", "bob", "carol", "dave").Rejects("dave").Has("bob").Tells(
            "alice@phone!: changed bob=Received",
            "bob: changed bob=Received",
            "carol: changed bob=Received");

    [Fact]
    public void R_NYR_is_told_to_all_in_the_call_and_all_who_ring() =>
        CallScript.Begin(CallMode.General, "alice", ["bob", "carol"], checksReceipt: true).Has("carol").Passes(5).Tells(
            "alice!: changed bob=NotYetReceived",
            "bob: changed bob=NotYetReceived",
            "carol: changed bob=NotYetReceived");

    [Fact]
    public void CallingInvite_rings_the_new_ones_and_they_are_not_told_of_their_own_change() =>
        CallScript.Advanced("alice", "bob", "carol").Accepts("bob@pc").Rejects("carol").Invites("bob@pc", "carol", "dave").Tells(
            "alice!: changed carol=Inviting dave=Inviting",
            "bob@pc!: changed carol=Inviting dave=Inviting",
            "carol: received",
            "dave: received");

    [Fact]
    public void CallingInvite_is_told_to_those_who_ring_already() =>
        CallScript.Advanced("alice", "bob").Invites("alice", "carol").Tells(
            "alice!: changed carol=Inviting",
            "bob: changed carol=Inviting",
            "carol: received");

    [Fact]
    public void A_timeout_is_told_to_the_invitee_by_its_own_event_alone() =>
        CallScript.Advanced("alice", "bob", "carol").Accepts("carol").Passes(60).Tells(
            "alice!: changed bob=Timeout",
            "bob: timed out",
            "carol!: changed bob=Timeout");

    [Fact]
    public void One_step_one_picture_two_that_time_out_together_are_told_of_that_alone() =>
        CallScript.General("alice", "bob", "carol").Has("bob").Passes(60).Tells(
            "alice!: changed bob=Timeout carol=Timeout",
            "bob: timed out",
            "carol: timed out");

    [Fact]
    public void Timeouts_at_different_times_are_told_apart()
    {
        var script = CallScript.Advanced("alice", "bob").Later(10).Invites("alice", "carol").Passes(60);
        script.Last.Steps.Should().HaveCount(2);
        script.Tells(
            "alice!: changed bob=Timeout",
            "bob: timed out",
            "carol: changed bob=Timeout",
            "alice!: changed carol=Timeout",
            "carol: timed out");
    }
}
