using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Operations;

/// <summary>CallJoin (R-JOI).</summary>
public class JoinTests
{
    [Fact]
    public void R_JOI_1_not_into_a_General_call() =>
        CallScript.General("alice", "bob", "carol").Joins("bob").IsRefused(Codes.NotAdvancedMode, "R-JOI-1")
            .Joins("zoe").IsRefused(Codes.NotAdvancedMode, "R-JOI-1");

    [Fact]
    public void R_JOI_2_again_on_the_same_device_is_refused_and_another_device_takes_over()
    {
        var script = CallScript.Advanced("alice", "bob").Accepts("bob@phone");
        script.Joins("bob@phone").IsRefused(Codes.UserAlreadyInTheCall, "R-JOI-2");
        var before = script.Member("bob");
        script.Later(4).Joins("bob@pc").Member("bob").Should().Be(before with { PrimaryDevice = "bob@pc" });
        script.Joins("bob@pc").IsRefused(Codes.UserAlreadyInTheCall, "R-JOI-2");
    }

    [Fact]
    public void R_JOI_3_from_outside_and_back_again()
    {
        var script = CallScript.Advanced("alice", "bob").Later(1).Joins("zoe@pc", "me too");
        script.Member("zoe").Should().Match<Member>(zoe =>
            zoe.State == MemberState.Accepted && zoe.AcceptTime == CallScript.Start + 1000 && zoe.PrimaryDevice == "zoe@pc"
            && zoe.ExtendedData == "me too" && zoe.Inviter.Length == 0);
        script.Quits("zoe@pc").Later(1).Joins("zoe@phone").Member("zoe").Should().Match<Member>(zoe =>
            zoe.State == MemberState.Accepted && zoe.AcceptTime == CallScript.Start + 2000 && zoe.QuitTime == 0
            && zoe.PrimaryDevice == "zoe@phone" && zoe.ExtendedData.Length == 0);
    }

    [Fact]
    public void R_JOI_3_ten_members_are_the_limit_and_a_pending_one_is_counted_already()
    {
        var script = CallScript.Advanced("alice", "u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8");
        script.Joins("u9").Call.ActiveCount.Should().Be(10);
        script.Joins("u10").IsRefused(Codes.CallServerError, "R-JOI-3");
        script.Joins("u8").Call.ActiveCount.Should().Be(10);
        script.Quits("u9").Joins("u10").Joins("u9").IsRefused(Codes.CallServerError, "R-JOI-3");
    }
}
