using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Operations;

/// <summary>CallInvite (R-INV).</summary>
public class CallInviteTests
{
    private static readonly CallRules Rules = new(CallPolicy.Default);

    private static CallCommand.Invite Invite(params string[] invitees) => new()
    {
        UserId = "alice",
        DeviceId = "alice@phone",
        CallId = "18446744073709551615",
        Mode = CallMode.Advanced,
        Invitees = [.. invitees],
    };

    private static Decision Decide(CallCommand.Invite invite, Call? existing = null) => Rules.Decide(existing, invite, CallScript.Start);

    private static void Refused(CallCommand.Invite invite, int code, string rule, Call? existing = null)
    {
        var decision = Decide(invite, existing);
        decision.Refusal.Should().NotBeNull("{0} refuses it", rule);
        (decision.Refusal!.Code, decision.Refusal.Rule).Should().Be((code, rule));
        (decision.Call, decision.Steps.Length).Should().Be((existing, 0));
    }

    [Theory]
    [InlineData(CallMode.General)]
    [InlineData(CallMode.Advanced)]
    public void It_creates_the_call(CallMode mode)
    {
        var call = Decide(Invite("bob", "carol") with { Mode = mode, ExtendedData = "hi", TimeoutSeconds = 30 }).Call!;
        call.Should().BeEquivalentTo(new
        {
            CallId = "18446744073709551615",
            Caller = "alice",
            Mode = mode,
            State = CallState.Started,
            ExtendedData = "hi",
            TimeoutSeconds = 30,
            CreateTime = CallScript.Start,
            Revision = 1L,
            NextDeadline = CallScript.Start + 30_000,
        });
        call.Members.Should().Equal(
            new Member { UserId = "alice", State = MemberState.Accepted, Revision = 1, AcceptTime = CallScript.Start, PrimaryDevice = "alice@phone" },
            Invited("bob"),
            Invited("carol"));

        static Member Invited(string user) => new()
        {
            UserId = user,
            State = MemberState.Inviting,
            Inviter = "alice",
            Revision = 1,
            InvitedRevision = 1,
            Deadline = CallScript.Start + 30_000,
        };
    }

    [Fact]
    public void R_INV_1_one_to_nine_distinct_invitees()
    {
        var nine = Enumerable.Range(1, 9).Select(number => $"u{number}").ToArray();
        Refused(Invite(), Codes.ParamInvalid, "R-INV-1");
        Decide(Invite(nine)).Call!.Members.Should().HaveCount(10);
        Decide(Invite([.. nine, "u1", "u9"])).Call!.Members.Should().HaveCount(10, "duplicates do not count");
        Refused(Invite([.. nine, "u10"]), Codes.CallServerError, "R-INV-1");
    }

    [Fact]
    public void R_INV_2_the_user_itself_cannot_be_invited()
    {
        Refused(Invite("alice"), Codes.ParamInvalid, "R-INV-2");
        Refused(Invite("bob", "alice"), Codes.ParamInvalid, "R-INV-2");
    }

    [Theory]
    [InlineData(0, 90)]
    [InlineData(1, 1)]
    [InlineData(600, 600)]
    public void R_INV_3_timeouts_in_force(long asked, int inForce) =>
        Decide(Invite("bob") with { TimeoutSeconds = asked }).Call!.TimeoutSeconds.Should().Be(inForce);

    [Theory]
    [InlineData(601)]
    [InlineData(-1)]
    [InlineData(uint.MaxValue)]
    [InlineData(4_294_967_297)]
    public void R_INV_3_timeouts_refused(long asked) => Refused(Invite("bob") with { TimeoutSeconds = asked }, Codes.ParamInvalid, "R-INV-3");

    [Fact]
    public void R_INV_3_the_default_is_the_servers_choice() =>
        new CallRules(new CallPolicy { DefaultTimeoutSeconds = 45 }).Decide(null, Invite("bob"), 0).Call!.Find("bob")!.Deadline.Should().Be(45_000);

    [Fact]
    public void R_INV_4_not_while_in_a_call() =>
        Refused(Invite("bob") with { CallerIsInACall = true }, Codes.UserAlreadyInTheCall, "R-INV-4");

    [Fact]
    public void R_INV_5_who_was_never_registered_is_left_out()
    {
        var decision = Decide(Invite("ghost", "bob") with { Unregistered = ["ghost"] });
        decision.Call!.Members.Select(member => member.UserId).Should().Equal("alice", "bob");
        decision.InviteErrors.Should().Equal(new InviteError("ghost", Codes.UserIsNotExist));
        Refused(Invite("ghost", "spook") with { Unregistered = ["ghost", "spook"] }, Codes.CallInviteUserDoesNotExist, "R-INV-5");
    }

    [Fact]
    public void R_INV_6_a_callID_is_used_once() =>
        Refused(Invite("bob"), Codes.CallAlreadyExists, "R-INV-6", Snapshot.With(CallMode.General) with { EndReason = EndReason.Cancelled });

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void An_unknown_mode_is_refused(int mode) => Refused(Invite("bob") with { Mode = (CallMode)mode }, Codes.ParamInvalid, "R-INV");

    [Fact]
    public void Checks_come_in_the_order_of_the_rules()
    {
        // Everything is wrong at once; each line puts right what the line before was refused for.
        string[] eleven = [.. Enumerable.Range(1, 9).Select(number => $"u{number}"), "alice", "a b"];
        var existing = Snapshot.With(CallMode.General);
        var invite = Invite(eleven) with
        {
            ExtendedData = new string('x', 2049),
            TimeoutSeconds = 601,
            CallerIsInACall = true,
            Unregistered = ["bob"],
        };
        Refused(invite, Codes.ParamInvalid, "R-ID", existing);
        Refused(invite = invite with { ExtendedData = "" }, Codes.ParamInvalid, "R-ID", existing);
        Refused(invite = invite with { Invitees = [.. eleven[..10]] }, Codes.CallServerError, "R-INV-1", existing);
        Refused(invite = invite with { Invitees = ["alice", "bob"] }, Codes.ParamInvalid, "R-INV-2", existing);
        Refused(invite = invite with { Invitees = ["bob"] }, Codes.ParamInvalid, "R-INV-3", existing);
        Refused(invite = invite with { TimeoutSeconds = 0 }, Codes.UserAlreadyInTheCall, "R-INV-4", existing);
        Refused(invite = invite with { CallerIsInACall = false }, Codes.CallInviteUserDoesNotExist, "R-INV-5", existing);
        Refused(invite = invite with { Unregistered = [] }, Codes.CallAlreadyExists, "R-INV-6", existing);
        Decide(invite).Refusal.Should().BeNull();
    }
}
