using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Operations;

/// <summary>Rules 3: every operation in every mode, state and role.</summary>
public class StateTableTests
{
    private const string Subject = "dave";

    public static TheoryData<CallMode, string, MemberState?, string, string> Cells()
    {
        var data = new TheoryData<CallMode, string, MemberState?, string, string>();
        foreach (var (mode, role, state, operation, expected) in StateTable.Cells())
        {
            // How a member came in changes nothing of what it may do.
            string[] roles = role == "member" ? ["invited by the caller", "invited by another", "joined"] : [role];
            foreach (var each in roles)
            {
                data.Add(mode, each, state, operation, expected);
            }
        }

        return data;
    }

    [Fact]
    public void No_state_is_missing_from_the_table() =>
        StateTable.Cells().Where(cell => cell is { Mode: CallMode.Advanced, Role: "member" }).Select(cell => cell.State!.Value)
            .Distinct().Should().BeEquivalentTo(Enum.GetValues<MemberState>());

    [Theory]
    [MemberData(nameof(Cells))]
    public void Operation_in_a_state(CallMode mode, string role, MemberState? state, string operation, string expected)
    {
        var subject = role == "caller" ? Snapshot.Caller : Subject;
        var call = state is { } present
            ? Snapshot.With(mode, Snapshot.Of(subject, present, InviterIn(role)))
            : Snapshot.With(mode);

        // CallJoin comes from a second device, so that somebody who is in the call switches to it.
        var script = CallScript.From(call).By(operation == "Join" ? $"{subject}@pc" : subject, Command(operation));
        var found = $"{operation} by {role} in {state?.ToString() ?? "no state"} of a {mode} call";

        var refusal = script.Last.Refusal;
        (refusal?.Code ?? Codes.Success).Should().Be(Code(expected), "{0}: {1}", found, refusal?.Message ?? "carried out");
        if (refusal is not null)
        {
            script.Last.Call.Should().BeSameAs(call, found);
            script.Last.Steps.Should().BeEmpty(found);
            refusal.Message.Should().Contain(refusal.Rule, "a message names its rule");
            NamesTheState(refusal, state).Should().BeTrue("a message names what was found: {0}", refusal.Message);
            return;
        }

        script.Last.Steps.Should().ContainSingle(found).Which.After.Revision.Should().Be(call.Revision + 1);
        script.Member(subject).State.Should().Be(expected == "ok" ? state : Enum.Parse<MemberState>(expected), found);
        script.Call.EndReason.Should().Be(operation == "End" ? EndReason.EndedByMember : EndReason.None, found);
        script.Call.Members.Where(member => member.UserId != subject && member.UserId != "erin")
            .Should().Equal(call.Members.Where(member => member.UserId != subject), "{0} leaves the others alone", found);
    }

    [Theory]
    [InlineData("Accept")]
    [InlineData("Reject")]
    [InlineData("Cancel")]
    [InlineData("CallingInvite")]
    [InlineData("Quit")]
    [InlineData("End")]
    [InlineData("Join")]
    public void Nothing_can_be_done_to_a_call_that_is_unknown_or_has_ended(string operation)
    {
        var command = Command(operation) with { UserId = "bob", DeviceId = "bob" };
        var unknown = new CallRules(CallPolicy.Default).Decide(null, command, CallScript.Start);
        unknown.Refusal!.Code.Should().Be(Codes.CallDoesNotExist);
        unknown.Call.Should().BeNull();

        foreach (var mode in Enum.GetValues<CallMode>())
        {
            foreach (var reason in Enum.GetValues<EndReason>().Except([EndReason.None]))
            {
                // Even a malformed operation: whether the call exists is looked at first.
                var ended = Snapshot.With(mode) with { EndReason = reason };
                CallScript.From(ended).By("bob", command with { ExtendedData = new string('x', 3000) })
                    .IsRefused(Codes.CallDoesNotExist, "rules 5");
            }
        }
    }

    [Fact]
    public void Facts_about_a_call_that_is_unknown_or_has_ended_do_not_matter()
    {
        CallCommand[] facts =
        [
            new CallCommand.Delivered(), new CallCommand.UserGone(), new CallCommand.UserBack(), CallCommand.TimePassed.Instance,
        ];
        var ended = Snapshot.With(CallMode.Advanced) with { EndReason = EndReason.EndedByMember };
        foreach (var fact in facts)
        {
            var unknown = new CallRules(CallPolicy.Default).Decide(null, fact with { UserId = "bob" }, CallScript.Start);
            (unknown.Call, unknown.Refusal, unknown.Steps.Length).Should().Be((null, null, 0));
            CallScript.From(ended).Later(9999).By("carol", fact).TellsNobody().Call.Should().BeSameAs(ended);
        }
    }

    private static string InviterIn(string role) => role switch
    {
        "invited by the caller" => Snapshot.Caller,
        "invited by another" => Snapshot.InTheCall,
        _ => "",
    };

    private static int Code(string expected) => expected switch
    {
        "ADV" => Codes.NotAdvancedMode,
        "INV" => Codes.IsNotInvitee,
        "GONE" => Codes.CallDoesNotExist,
        "ERR" => Codes.CallError,
        _ => Codes.Success,
    };

    private static bool NamesTheState(Refusal refusal, MemberState? state) =>
        refusal.Reason switch
        {
            RefusalReason.NotAdvanced => refusal.Message.Contains("General call", StringComparison.Ordinal),
            RefusalReason.IsNotInvitee => refusal.Message.Contains("is the caller", StringComparison.Ordinal)
                || refusal.Message.Contains("not a member", StringComparison.Ordinal),
            _ => refusal.Message.Contains(state.ToString()!, StringComparison.Ordinal),
        };

    private static CallCommand Command(string operation) => operation switch
    {
        "Accept" => new CallCommand.Accept(),
        "Reject" => new CallCommand.Reject(),
        "Cancel" => new CallCommand.Cancel([]),
        "CallingInvite" => new CallCommand.InviteMore(["erin"]),
        "Quit" => new CallCommand.Quit(),
        "End" => new CallCommand.End(),
        _ => new CallCommand.Join(),
    };
}
