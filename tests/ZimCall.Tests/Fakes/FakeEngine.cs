using System.Collections.Immutable;
using ZimCall.Session;

namespace ZimCall.Tests.Fakes;

/// <summary>An engine that notes what it is asked and answers when, and what, the test says.</summary>
internal sealed class FakeEngine(ZIMOptions options, IZimEvents events) : IZimEngine
{
    private readonly List<Sent> _sent = [];

    public ZIMOptions Options { get; } = options;

    public IZimEvents Events { get; } = events;

    public IReadOnlyList<Sent> Sent => _sent;

    /// <summary>What was asked last.</summary>
    public Sent Last => _sent[^1];

    /// <summary>Hears of everything that is asked, on the thread that asks.</summary>
    public Action<Sent>? OnSent { get; set; }

    public ZIMConnectionState ConnectionState { get; set; }

    public ImmutableArray<ZIMActiveCall> ActiveCalls { get; set; } = [];

    public int Reconnects { get; private set; }

    public int Disposals { get; private set; }

    public Task Closing { get; set; } = Task.CompletedTask;

    /// <summary>Where to answer; null for at once, so that tests need not wait.</summary>
    public SynchronizationContext? AnswersOn { get; set; }

    public void Post(Action action)
    {
        if (AnswersOn is null)
        {
            action();
        }
        else
        {
            AnswersOn.Post(static work => ((Action)work!)(), action);
        }
    }

    public void ReconnectNow() => Reconnects++;

    public void Login(ZIMUserInfo? user, string? token, Action<ZIMError> done, CancellationToken ct) =>
        Note(nameof(Login), [user, token], (_, error) => done(error), ct);

    public void Logout(Action<ZIMError> done) => Note(nameof(Logout), [], (_, error) => done(error), default);

    public void RenewToken(string? token, Action<ZIMError> done, CancellationToken ct) =>
        Note(nameof(RenewToken), [token], (_, error) => done(error), ct);

    public void CallInvite(
        IReadOnlyList<string>? invitees,
        ZIMCallInviteConfig? config,
        Action<ZIMCallInvitationSentResult, ZIMError> done,
        CancellationToken ct) =>
        Note(nameof(CallInvite), [invitees, config], done, new(), ct);

    public void CallCancel(
        IReadOnlyList<string>? invitees,
        string? callID,
        ZIMCallCancelConfig? config,
        Action<ZIMCallCancelSentResult, ZIMError> done,
        CancellationToken ct) =>
        Note(nameof(CallCancel), [invitees, callID, config], done, new() { callID = callID ?? "" }, ct);

    public void CallAccept(string? callID, ZIMCallAcceptConfig? config, Action<string, ZIMError> done, CancellationToken ct) =>
        Note(nameof(CallAccept), [callID, config], done, callID ?? "", ct);

    public void CallReject(string? callID, ZIMCallRejectConfig? config, Action<string, ZIMError> done, CancellationToken ct) =>
        Note(nameof(CallReject), [callID, config], done, callID ?? "", ct);

    public void CallingInvite(
        IReadOnlyList<string>? invitees,
        string? callID,
        ZIMCallingInviteConfig? config,
        Action<ZIMCallingInvitationSentResult, ZIMError> done,
        CancellationToken ct) =>
        Note(nameof(CallingInvite), [invitees, callID, config], done, new() { callID = callID ?? "" }, ct);

    public void CallJoin(string? callID, ZIMCallJoinConfig? config, Action<ZIMCallJoinSentResult, ZIMError> done, CancellationToken ct) =>
        Note(nameof(CallJoin), [callID, config], done, new() { callID = callID ?? "" }, ct);

    public void CallQuit(string? callID, ZIMCallQuitConfig? config, Action<ZIMCallQuitSentResult, ZIMError> done, CancellationToken ct) =>
        Note(nameof(CallQuit), [callID, config], done, new() { callID = callID ?? "" }, ct);

    public void CallEnd(string? callID, ZIMCallEndConfig? config, Action<ZIMCallEndSentResult, ZIMError> done, CancellationToken ct) =>
        Note(nameof(CallEnd), [callID, config], done, new() { callID = callID ?? "" }, ct);

    public void QueryCallInvitationList(
        ZIMCallInvitationQueryConfig? config, Action<ZIMCallInvitationListQueriedResult, ZIMError> done, CancellationToken ct) =>
        Note(nameof(QueryCallInvitationList), [config], done, new(), ct);

    public async ValueTask DisposeAsync()
    {
        Disposals++;
        await Closing;
    }

    private void Note<T>(string operation, object?[] arguments, Action<T, ZIMError> done, T nothing, CancellationToken ct) =>
        Note(operation, arguments, (result, error) => done((T)(result ?? nothing!), error), ct);

    private void Note(string operation, object?[] arguments, Action<object?, ZIMError> done, CancellationToken ct)
    {
        var sent = new Sent(operation, arguments, done, ct);
        _sent.Add(sent);
        OnSent?.Invoke(sent);
    }
}
