using System.Collections.Immutable;

namespace ZimCall.Session;

/// <summary>What stands in for the engine once an instance is destroyed: it knows nothing and refuses everything.</summary>
internal sealed class DestroyedEngine : IZimEngine
{
    private readonly Action<Action> _post;

    private DestroyedEngine(Action<Action> post) => _post = post;

    public ZIMConnectionState ConnectionState => ZIMConnectionState.Disconnected;

    public ImmutableArray<ZIMActiveCall> ActiveCalls => [];

    /// <param name="context">Where to answer; null for the thread pool.</param>
    public static DestroyedEngine On(SynchronizationContext? context)
    {
        var target = context ?? new SynchronizationContext();
        return new DestroyedEngine(action => target.Post(static work => ((Action)work!)(), action));
    }

    /// <summary>Answers where the engine did, in order with what that has still to answer.</summary>
    public static DestroyedEngine After(IZimEngine engine) => new(engine.Post);

    public void Post(Action action) => _post(action);

    public void ReconnectNow()
    {
    }

    public void Login(ZIMUserInfo? user, string? token, Action<ZIMError> done, CancellationToken ct) => Refuse(nameof(Login), done);

    public void Logout(Action<ZIMError> done) => Refuse(nameof(Logout), done);

    public void RenewToken(string? token, Action<ZIMError> done, CancellationToken ct) => Refuse(nameof(RenewToken), done);

    public void CallInvite(
        IReadOnlyList<string>? invitees,
        ZIMCallInviteConfig? config,
        Action<ZIMCallInvitationSentResult, ZIMError> done,
        CancellationToken ct) =>
        Refuse(nameof(CallInvite), error => done(new(), error));

    public void CallCancel(
        IReadOnlyList<string>? invitees,
        string? callID,
        ZIMCallCancelConfig? config,
        Action<ZIMCallCancelSentResult, ZIMError> done,
        CancellationToken ct) =>
        Refuse(nameof(CallCancel), error => done(new() { callID = callID ?? "" }, error));

    public void CallAccept(string? callID, ZIMCallAcceptConfig? config, Action<string, ZIMError> done, CancellationToken ct) =>
        Refuse(nameof(CallAccept), error => done(callID ?? "", error));

    public void CallReject(string? callID, ZIMCallRejectConfig? config, Action<string, ZIMError> done, CancellationToken ct) =>
        Refuse(nameof(CallReject), error => done(callID ?? "", error));

    public void CallingInvite(
        IReadOnlyList<string>? invitees,
        string? callID,
        ZIMCallingInviteConfig? config,
        Action<ZIMCallingInvitationSentResult, ZIMError> done,
        CancellationToken ct) =>
        Refuse(nameof(CallingInvite), error => done(new() { callID = callID ?? "" }, error));

    public void CallJoin(string? callID, ZIMCallJoinConfig? config, Action<ZIMCallJoinSentResult, ZIMError> done, CancellationToken ct) =>
        Refuse(nameof(CallJoin), error => done(new() { callID = callID ?? "" }, error));

    public void CallQuit(string? callID, ZIMCallQuitConfig? config, Action<ZIMCallQuitSentResult, ZIMError> done, CancellationToken ct) =>
        Refuse(nameof(CallQuit), error => done(new() { callID = callID ?? "" }, error));

    public void CallEnd(string? callID, ZIMCallEndConfig? config, Action<ZIMCallEndSentResult, ZIMError> done, CancellationToken ct) =>
        Refuse(nameof(CallEnd), error => done(new() { callID = callID ?? "" }, error));

    public void QueryCallInvitationList(
        ZIMCallInvitationQueryConfig? config, Action<ZIMCallInvitationListQueriedResult, ZIMError> done, CancellationToken ct) =>
        Refuse(nameof(QueryCallInvitationList), error => done(new(), error));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Refuse(string operation, Action<ZIMError> done)
    {
        var error = new ZIMError
        {
            code = ZIMErrorCode.CommonModuleNotInit,
            message = $"{operation} refused: this instance was destroyed",
        };
        Post(() => done(error));
    }
}
