using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Operations;

/// <summary>CallAccept and CallReject beyond the state table (R-ACC, R-REJ).</summary>
public class AnswerTests
{
    [Theory]
    [InlineData(CallMode.General)]
    [InlineData(CallMode.Advanced)]
    public void R_ACC_4_the_deadline_decides_and_not_the_timer(CallMode mode)
    {
        var inTime = CallScript.Begin(mode, "alice", ["bob"]).Later(59.999);
        inTime.Accepts("bob").Stands("alice=Accepted bob=Accepted");

        // At and after the deadline it is too late, whether or not a timer has run.
        foreach (var late in new[] { 60, 60.001, 7200 })
        {
            foreach (var accepts in new[] { true, false })
            {
                var script = CallScript.Begin(mode, "alice", ["bob"]).Later(late);
                _ = accepts ? script.Accepts("bob") : script.Rejects("bob");
                script.Last.Refusal!.Code.Should().Be(Codes.CallDoesNotExist, "{0} s of 60 have passed", late);
                script.Last.Steps.Should().ContainSingle("the timeout happens all the same")
                    .Which.After.Find("bob")!.State.Should().Be(MemberState.Timeout);
            }
        }
    }

    [Fact]
    public void R_ACC_2_in_an_Advanced_call_the_refusal_names_the_rule() =>
        CallScript.Advanced("alice", "bob").Later(60).Accepts("bob").IsRefused(Codes.CallDoesNotExist, "R-ACC-2")
            .Rejects("bob").IsRefused(Codes.CallDoesNotExist, "R-REJ-2");

    [Fact]
    public void R_ACC_5_the_device_that_accepts_becomes_the_primary_device()
    {
        var script = CallScript.Advanced("alice@phone", "bob").Has("bob").Later(3).Accepts("bob@pc", "hi");
        script.Member("bob").Should().Match<Member>(bob =>
            bob.PrimaryDevice == "bob@pc" && bob.AcceptTime == CallScript.Start + 3000 && bob.ExtendedData == "hi"
            && bob.Deadline == 0 && bob.Inviter == "alice");
        script.Member("alice").Should().Match<Member>(alice =>
            alice.PrimaryDevice == "alice@phone" && alice.AcceptTime == CallScript.Start && alice.Inviter.Length == 0);
    }

    [Fact]
    public void Rejecting_makes_no_primary_device() =>
        CallScript.Advanced("alice", "bob").Rejects("bob@pc", "busy").Member("bob").Should().Match<Member>(bob =>
            bob.PrimaryDevice.Length == 0 && bob.ExtendedData == "busy" && bob.AcceptTime == 0);

    [Fact]
    public void Checks_come_in_the_order_of_the_rules()
    {
        var tooLong = new string('x', 2049);
        CallScript.General("alice", "bob").Accepts("zoe", tooLong).IsRefused(Codes.ParamInvalid, "R-ID")
            .Accepts("zoe").IsRefused(Codes.IsNotInvitee, "R-ACC-1")
            .Rejects("alice").IsRefused(Codes.IsNotInvitee, "R-REJ-1");
        CallScript.General("alice", "bob", "carol").Rejects("bob").Accepts("bob").IsRefused(Codes.CallError, "R-ACC-3");
    }
}
