using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Operations;

/// <summary>Delivery (R-DEL-1, R-NYR).</summary>
public class DeliveryTests
{
    private static CallScript Checked(params string[] invitees) => CallScript.Begin(CallMode.General, "alice", invitees, checksReceipt: true);

    [Fact]
    public void R_DEL_1_the_first_acknowledgement_makes_the_member_Received()
    {
        var script = CallScript.General("alice", "bob").Later(1).Has("bob").Stands("alice=Accepted bob=Received");
        script.Member("bob").Deadline.Should().Be(CallScript.Start + 60_000, "the deadline stays");
        script.Has("bob").TellsNobody().Last.Steps.Should().BeEmpty("a second one changes nothing");
    }

    [Fact]
    public void Acknowledgements_of_others_change_nothing()
    {
        var script = CallScript.Advanced("alice", "bob", "carol").Rejects("bob");
        foreach (var user in new[] { "alice", "bob", "zoe" })
        {
            script.Has(user).TellsNobody().Stands("alice=Accepted bob=Rejected carol=Inviting");
        }
    }

    [Fact]
    public void An_acknowledgement_at_the_deadline_is_too_late() =>
        CallScript.General("alice", "bob").Later(60).Has("bob").Stands("alice=Accepted bob=Timeout");

    [Fact]
    public void R_NYR_undelivered_becomes_NotYetReceived_at_the_check_interval()
    {
        var script = Checked("bob");
        script.Call.NextDeadline.Should().Be(CallScript.Start + 5_000);
        script.Passes(4.999).Stands("alice=Accepted bob=Inviting").Passes(0.001).Stands("alice=Accepted bob=NotYetReceived");
        script.Call.NextDeadline.Should().Be(CallScript.Start + 60_000, "it rings on until its deadline");
        script.Has("bob").Stands("alice=Accepted bob=Received").Passes(54.999).GoesOn().Passes(0.001).Stands("alice=Accepted bob=Timeout");
    }

    [Fact]
    public void R_NYR_needs_the_check_and_an_undelivered_invitation()
    {
        CallScript.General("alice", "bob").Passes(30).Stands("alice=Accepted bob=Inviting");
        Checked("bob").Has("bob").Passes(30).Stands("alice=Accepted bob=Received");
    }

    [Fact]
    public void R_NYR_the_interval_is_the_servers_choice() =>
        CallScript.Begin(CallMode.General, "alice", ["bob"], checksReceipt: true, policy: new CallPolicy { ReceiptCheckInterval = TimeSpan.FromSeconds(3) })
            .Passes(3).Stands("alice=Accepted bob=NotYetReceived");

    [Fact]
    public void A_deadline_before_the_check_wins()
    {
        CallScript.Begin(CallMode.General, "alice", ["bob"], timeout: 2, checksReceipt: true).Passes(10).Stands("alice=Accepted bob=Timeout")
            .Last.Steps.Should().ContainSingle();
        CallScript.Begin(CallMode.General, "alice", ["bob"], timeout: 5, checksReceipt: true).Passes(5).Stands("alice=Accepted bob=Timeout")
            .Last.Steps.Should().ContainSingle("both are due at once");
    }

    [Fact]
    public void What_was_due_happens_in_order_and_at_the_time_it_was_due()
    {
        var script = Checked("bob").Passes(600);
        script.Last.Steps.Select(step => step.After.Find("bob")!.State).Should().Equal(MemberState.NotYetReceived, MemberState.Timeout);
        script.Call.EndTime.Should().Be(CallScript.Start + 60_000);
    }
}
