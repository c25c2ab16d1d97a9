using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Operations;

/// <summary>CallingInvite beyond the state table (R-CIN).</summary>
public class CallingInviteTests
{
    [Fact]
    public void R_CIN_1_who_may_not_invite()
    {
        CallScript.General("alice", "bob").Invites("alice", "dave").IsRefused(Codes.NotAdvancedMode, "R-CIN-1");
        CallScript.Advanced("alice", "bob").Invites("zoe", "dave").IsRefused(Codes.IsNotInvitee, "R-CIN-1")
            .Invites("bob", "dave").IsRefused(Codes.CallError, "R-CIN-1");
    }

    [Fact]
    public void Arguments_come_before_the_state()
    {
        var script = CallScript.Advanced("alice", "bob");
        script.Invites("zoe", "a b").IsRefused(Codes.ParamInvalid, "R-ID");
        script.Invites("alice").IsRefused(Codes.ParamInvalid, "R-INV-1");
        script.By("zoe", new CallCommand.InviteMore(["dave"]) { Push = new PushContent { ResourcesId = new string('x', 33) } }).IsRefused(Codes.ParamInvalid, "R-ID");
    }

    [Fact]
    public void R_CIN_2_who_cannot_be_invited_is_reported()
    {
        var script = CallScript.Advanced("alice", "bob", "carol", "dave").Accepts("bob").Rejects("dave");
        script.By("bob", new CallCommand.InviteMore(["bob", "carol", "ghost", "dave", "erin", "erin"]) { Unregistered = ["ghost"] });
        script.Stands("alice=Accepted bob=Accepted carol=Inviting dave=Inviting erin=Inviting");
        script.Last.InviteErrors.Should().Equal(
            new InviteError("bob", Codes.UserAlreadyInTheCall),
            new InviteError("carol", Codes.UserAlreadyInTheCall),
            new InviteError("ghost", Codes.UserIsNotExist));
    }

    [Fact]
    public void R_CIN_2_nobody_left_to_invite()
    {
        var script = CallScript.Advanced("alice", "bob");
        CallCommand Inviting(params string[] names) => new CallCommand.InviteMore([.. names]) { Unregistered = ["ghost", "spook"] };
        script.By("alice", Inviting("ghost", "spook", "ghost")).IsRefused(Codes.CallInviteUserDoesNotExist, "R-CIN-2");
        script.By("alice", Inviting("ghost", "bob")).IsRefused(Codes.UserAlreadyInTheCall, "R-CIN-2");
        script.By("alice", Inviting("alice")).IsRefused(Codes.UserAlreadyInTheCall, "R-CIN-2");
    }

    [Fact]
    public void R_CIN_3_ten_pending_or_in_the_call_are_the_limit_and_nobody_is_invited_beyond_it()
    {
        var script = CallScript.Advanced("alice", "u1", "u2", "u3", "u4", "u5", "u6", "u7").Rejects("u7");
        script.Invites("alice", "u8", "u9", "u10", "u11").IsRefused(Codes.CallServerError, "R-CIN-3").Call.ActiveCount.Should().Be(7);
        script.Invites("alice", "u8", "u9", "u7").Call.ActiveCount.Should().Be(10);
        script.Invites("alice", "u10").IsRefused(Codes.CallServerError, "R-CIN-3");
        script.Rejects("u1").Invites("alice", "u10").Call.ActiveCount.Should().Be(10);
    }

    [Fact]
    public void R_CIN_4_ring_time_and_delivery_check_count_from_now()
    {
        var script = CallScript.Begin(CallMode.Advanced, "alice", ["bob"], timeout: 30, checksReceipt: true).Accepts("bob").Later(100)
            .Invites("bob", "carol");
        script.Member("carol").Should().Match<Member>(carol =>
            carol.Deadline == script.Now + 30_000 && carol.ReceiptCheckAt == script.Now + 5_000 && carol.Inviter == "bob");
        script.Call.Caller.Should().Be("alice");
        script.Passes(5).Stands("alice=Accepted bob=Accepted carol=NotYetReceived")
            .Passes(24.999).Stands("alice=Accepted bob=Accepted carol=NotYetReceived")
            .Passes(0.001).Stands("alice=Accepted bob=Accepted carol=Timeout");
    }

    [Fact]
    public void Being_invited_again_starts_afresh()
    {
        var script = CallScript.Advanced("alice", "bob", "carol").Accepts("bob", "hi").Accepts("carol").Quits("bob", "bye").Later(5).Invites("carol", "bob");
        script.Member("bob").Should().Be(new Member
        {
            UserId = "bob",
            State = MemberState.Inviting,
            Inviter = "carol",
            Revision = script.Call.Revision,
            InvitedRevision = script.Call.Revision,
            Deadline = script.Now + 60_000,
        });
    }

    [Fact]
    public void Each_of_the_four_final_states_can_be_invited_again()
    {
        var script = CallScript.Advanced("alice", "bob", "carol", "dave", "erin").Accepts("bob").Quits("bob").Rejects("carol").Cancels("alice", "dave")
            .Passes(60).Stands("alice=Accepted bob=Quit carol=Rejected dave=Cancelled erin=Timeout");
        script.Invites("alice", "bob", "carol", "dave", "erin").Stands("alice=Accepted bob=Inviting carol=Inviting dave=Inviting erin=Inviting");
        script.Member("dave").Withdrawal.Should().BeNull();
    }
}
