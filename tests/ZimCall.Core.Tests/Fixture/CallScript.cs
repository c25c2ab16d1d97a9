namespace ZimCall.Core.Tests.Fixture;

/// <summary>
/// One call and what happens to it, written as sentences. Who acts is named by device (<see cref="Device"/>). A step
/// that is refused has to be followed by <see cref="IsRefused"/>, or the next one fails.
/// </summary>
internal sealed class CallScript
{
    public const long Start = 1_700_000_000_000;

    private readonly CallRules _rules;
    private readonly List<CallChange> _history = [];
    private bool _refusalExpected = true;

    private CallScript(CallPolicy? policy) => _rules = new CallRules(policy ?? CallPolicy.Default);

    public Call Call { get; private set; } = null!;

    /// <summary>What happened so far.</summary>
    public IReadOnlyList<CallChange> History => _history;

    public Decision Last { get; private set; } = new();

    public long Now { get; private set; } = Start;

    public static CallScript General(string caller, params string[] invitees) => Begin(CallMode.General, caller, invitees);

    public static CallScript Advanced(string caller, params string[] invitees) => Begin(CallMode.Advanced, caller, invitees);

    public static CallScript Begin(
        CallMode mode, string caller, string[] invitees, int timeout = 60, bool checksReceipt = false, string data = "", CallPolicy? policy = null, bool absent = false)
    {
        var script = new CallScript(policy);
        return script.By(caller, new CallCommand.Invite
        {
            CallId = "1",
            Mode = mode,
            Invitees = [.. invitees],
            TimeoutSeconds = timeout,
            ChecksReceipt = checksReceipt,
            ExtendedData = data,
            CallerIsAbsent = absent,
        });
    }

    /// <summary>Goes on from a call that was put together by hand.</summary>
    public static CallScript From(Call call) => new(null) { Call = call };

    public CallScript Accepts(string device, string data = "") => By(device, new CallCommand.Accept { ExtendedData = data });

    public CallScript Rejects(string device, string data = "") => By(device, new CallCommand.Reject { ExtendedData = data });

    public CallScript Cancels(string device, params string[] invitees) => By(device, new CallCommand.Cancel([.. invitees]));

    public CallScript CancelsSaying(string device, string data, params string[] invitees) =>
        By(device, new CallCommand.Cancel([.. invitees]) { ExtendedData = data });

    public CallScript Invites(string device, params string[] invitees) => By(device, new CallCommand.InviteMore([.. invitees]));

    public CallScript Joins(string device, string data = "") => By(device, new CallCommand.Join { ExtendedData = data });

    public CallScript Quits(string device, string data = "") => By(device, new CallCommand.Quit { ExtendedData = data });

    public CallScript Ends(string device, string data = "") => By(device, new CallCommand.End { ExtendedData = data });

    public CallScript Has(string user) => By(user, new CallCommand.Delivered());

    public CallScript IsGone(string user) => By(user, new CallCommand.UserGone());

    public CallScript IsBack(string user) => By(user, new CallCommand.UserBack());

    /// <summary>Time passes, and the timer runs on time.</summary>
    public CallScript Passes(double seconds) => Later(seconds).By("", CallCommand.TimePassed.Instance);

    /// <summary>Time passes, and no timer runs.</summary>
    public CallScript Later(double seconds)
    {
        Now += (long)(seconds * 1000);
        return this;
    }

    public CallScript By(string device, CallCommand command)
    {
        var (user, id) = Device.Named(device);
        return By(user, id, command);
    }

    /// <summary>An operation that came by the server API: from no device.</summary>
    public CallScript ByServer(string user, CallCommand command) => By(user, "", command);

    private CallScript By(string user, string id, CallCommand command)
    {
        RequireNoRefusal();
        command = command with { UserId = user, DeviceId = id };
        Last = _rules.Decide(Call, command, Now);
        _history.AddRange(CallHistory.ChangesOf(Call, command, Last, Now));
        Call = Last.Call ?? Call;
        _refusalExpected = false;
        return this;
    }

    public CallScript IsRefused(int code, string rule)
    {
        _refusalExpected = true;
        Last.Refusal.Should().NotBeNull("{0} refuses it", rule);
        Last.Refusal!.Code.Should().Be(code, Last.Refusal.Message);
        Last.Refusal.Rule.Should().Be(rule, Last.Refusal.Message);
        return this;
    }

    /// <summary>States as "alice=Accepted bob=Received", the members in the call's order and no others.</summary>
    public CallScript Stands(string states)
    {
        RequireNoRefusal();
        string.Join(' ', Call.Members.Select(member => $"{member.UserId}={member.State}")).Should().Be(states);
        return this;
    }

    public CallScript IsOver(EndReason reason)
    {
        RequireNoRefusal();
        Call.EndReason.Should().Be(reason);
        return this;
    }

    public CallScript GoesOn() => IsOver(EndReason.None);

    /// <summary>Exactly these notices came of the last command; what one user is told is told in this order.</summary>
    public CallScript Tells(params string[] notices)
    {
        RequireNoRefusal();
        Last.Steps.SelectMany(step => step.Notices).Select(NoticeText.Of).Order(StringComparer.Ordinal)
            .Should().Equal(notices.Order(StringComparer.Ordinal));
        foreach (var user in Call.Members.Select(member => member.UserId))
        {
            Last.Steps.SelectMany(step => step.Notices).Where(notice => notice.UserId == user).Select(NoticeText.Of)
                .Should().Equal(notices.Where(notice => IsTo(user, notice)), "{0} is told in this order", user);
        }

        return this;
    }

    public CallScript TellsNobody() => Tells();

    public Member Member(string user) => Call.Find(user)!;

    private static bool IsTo(string user, string notice)
    {
        var end = notice.AsSpan().IndexOfAny("@!-:");
        return notice.AsSpan(0, end).SequenceEqual(user);
    }

    private void RequireNoRefusal()
    {
        if (!_refusalExpected)
        {
            Last.Refusal.Should().BeNull("nothing in the script expects {0}", Last.Refusal?.Message ?? "a refusal");
        }
    }
}
