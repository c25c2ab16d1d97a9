using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Operations;

/// <summary>CallCancel (R-CAN).</summary>
public class CancelTests
{
    public static TheoryData<string, string, MemberState?, int, string> Named()
    {
        var data = new TheoryData<string, string, MemberState?, int, string>();
        foreach (var mayCancel in new[] { "caller", "inviter", "inviter who quit" })
        {
            data.Add(mayCancel, "invited", MemberState.Inviting, Codes.Success, "");
            data.Add(mayCancel, "invited", MemberState.NotYetReceived, Codes.Success, "");
            data.Add(mayCancel, "invited", MemberState.Received, Codes.Success, "");
            data.Add(mayCancel, "invited", MemberState.Accepted, Codes.CancelCallError, "R-CAN-4");
            data.Add(mayCancel, "invited", MemberState.Rejected, Codes.CallDoesNotExist, "R-CAN-4");
            data.Add(mayCancel, "invited", MemberState.Cancelled, Codes.CallDoesNotExist, "R-CAN-4");
            data.Add(mayCancel, "invited", MemberState.Timeout, Codes.CallDoesNotExist, "R-CAN-4");
            data.Add(mayCancel, "invited", MemberState.Quit, Codes.CallDoesNotExist, "R-CAN-4");
            data.Add(mayCancel, "stranger", null, Codes.IsNotInvitor, "R-CAN-1");
        }

        foreach (var mayNot in new[] { "other member", "non-member", "invitee itself" })
        {
            foreach (var state in Enum.GetValues<MemberState>())
            {
                data.Add(mayNot, "invited", state, Codes.IsNotInvitor, "R-CAN-1");
            }
        }

        data.Add("caller", "joined", MemberState.Accepted, Codes.CancelCallError, "R-CAN-4");
        data.Add("caller", "joined", MemberState.Quit, Codes.CallDoesNotExist, "R-CAN-4");
        data.Add("inviter", "joined", MemberState.Accepted, Codes.IsNotInvitor, "R-CAN-1");
        data.Add("inviter", "joined", MemberState.Quit, Codes.IsNotInvitor, "R-CAN-1");
        return data;
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void One_invitee_of_an_Advanced_call(string by, string target, MemberState? state, int code, string rule)
    {
        const string invitee = "dave";
        const string inviter = "erin";
        Member[] members =
        [
            Snapshot.Of(inviter, by == "inviter who quit" ? MemberState.Quit : MemberState.Accepted, Snapshot.Caller),
            .. state is { } present ? [Snapshot.Of(invitee, present, target == "joined" ? "" : inviter)] : Array.Empty<Member>(),
        ];
        var call = Snapshot.With(CallMode.Advanced, members);
        var script = CallScript.From(call).Cancels(
            by switch
            {
                "caller" => Snapshot.Caller,
                "inviter" or "inviter who quit" => inviter,
                "other member" => Snapshot.InTheCall,
                "invitee itself" => invitee,
                _ => "zoe",
            },
            invitee);

        if (code != Codes.Success)
        {
            script.IsRefused(code, rule).Call.Should().BeSameAs(call);
            return;
        }

        script.GoesOn().Member(invitee).State.Should().Be(MemberState.Cancelled, "the {0} cancels a {1} invitee", by, state);
        script.Last.ErrorInvitees.Should().BeEmpty();
    }

    [Theory]
    [InlineData(CallMode.General, "R-CAN-1", "R-CAN-2")]
    [InlineData(CallMode.Advanced, "R-CAN-3", "R-CAN-3")]
    public void The_whole_call_is_cancelled_by_the_caller_only_and_before_anyone_has_accepted(CallMode mode, string whoRule, string acceptRule)
    {
        foreach (var user in new[] { "bob", "carol", "zoe" })
        {
            CallScript.Begin(mode, "alice", ["bob", "carol"]).Cancels(user).IsRefused(Codes.IsNotInvitor, whoRule)
                .Accepts("bob").Cancels(user).IsRefused(Codes.IsNotInvitor, whoRule);
        }

        CallScript.Begin(mode, "alice", ["bob", "carol"]).Accepts("bob").Cancels("alice")
            .IsRefused(Codes.CancelCallError, acceptRule).Stands("alice=Accepted bob=Accepted carol=Inviting").GoesOn();
        CallScript.Begin(mode, "alice", ["bob", "carol"]).Rejects("bob").Has("carol").CancelsSaying("alice", "bye")
            .Stands("alice=Cancelled bob=Rejected carol=Cancelled").IsOver(EndReason.Cancelled)
            .Call.Should().Match<Call>(call => call.EndTime == CallScript.Start && call.EndedBy == "alice" && call.EndData == "bye");
    }

    [Fact]
    public void In_a_General_call_the_list_is_not_looked_at() =>
        CallScript.General("alice", "bob", "carol").Cancels("alice", "nobody").Stands("alice=Cancelled bob=Cancelled carol=Cancelled")
            .IsOver(EndReason.Cancelled).Last.ErrorInvitees.Should().BeEmpty();

    [Fact]
    public void R_CAN_4_what_cannot_be_withdrawn_is_reported_in_the_order_given()
    {
        var script = CallScript.Advanced("alice", "bob", "carol", "dave").Accepts("bob").Rejects("dave")
            .Cancels("alice", "zoe", "dave", "carol", "bob", "zoe", "alice");
        script.Stands("alice=Accepted bob=Accepted carol=Cancelled dave=Rejected").GoesOn();
        script.Last.ErrorInvitees.Should().Equal("zoe", "dave", "bob", "alice");
    }

    [Fact]
    public void R_CAN_4_an_accepted_one_weighs_more_than_the_rest_but_only_if_it_may_be_cancelled()
    {
        var script = CallScript.Advanced("alice", "bob", "carol").Accepts("bob").Rejects("carol");
        script.Cancels("alice", "carol", "zoe", "bob").IsRefused(Codes.CancelCallError, "R-CAN-4");
        script.Cancels("alice", "zoe", "carol").IsRefused(Codes.CallDoesNotExist, "R-CAN-4");
        script.Invites("bob", "dave").Rejects("dave");
        script.Cancels("bob", "alice", "dave").IsRefused(Codes.CallDoesNotExist, "R-CAN-4");
        script.Cancels("bob", "alice", "carol").IsRefused(Codes.IsNotInvitor, "R-CAN-1");
    }

    [Fact]
    public void The_last_inviter_counts()
    {
        var script = CallScript.Advanced("alice", "bob", "carol").Accepts("bob").Rejects("carol").Invites("bob", "carol");
        script.Cancels("bob", "carol").Stands("alice=Accepted bob=Accepted carol=Cancelled");
        script.Invites("alice", "carol").Cancels("bob", "carol").IsRefused(Codes.IsNotInvitor, "R-CAN-1");
    }

    [Fact]
    public void A_caller_who_quit_and_was_invited_again_can_be_withdrawn_by_its_inviter_only()
    {
        var script = CallScript.Advanced("alice", "bob", "carol").Accepts("bob").Accepts("carol").Quits("alice").Invites("bob", "alice");
        script.Cancels("carol", "alice").IsRefused(Codes.IsNotInvitor, "R-CAN-1");
        script.Cancels("alice", "alice").IsRefused(Codes.IsNotInvitor, "R-CAN-1");
        script.Cancels("alice").IsRefused(Codes.CancelCallError, "R-CAN-3");
        script.Cancels("bob", "alice").Stands("alice=Cancelled bob=Accepted carol=Accepted").GoesOn();
    }

    [Fact]
    public void At_the_deadline_there_is_nothing_left_to_cancel()
    {
        CallScript.General("alice", "bob").Later(60).Cancels("alice").IsRefused(Codes.CallDoesNotExist, "rules 5")
            .Stands("alice=Accepted bob=Timeout").IsOver(EndReason.NobodyPending);
        CallScript.Advanced("alice", "bob").Later(60).Cancels("alice", "bob").IsRefused(Codes.CallDoesNotExist, "R-CAN-4")
            .Stands("alice=Accepted bob=Timeout").GoesOn();
    }
}
