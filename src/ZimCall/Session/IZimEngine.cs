using System.Collections.Immutable;

namespace ZimCall.Session;

/// <summary>
/// What the facade drives. Every <c>done</c> is invoked exactly once, on the session's own queue and before any event that the operation causes is
/// posted (R-REC-5); never inside the call that started the operation. It must not block nor call the app: the app's callbacks go through
/// <see cref="Post"/>. Results are never null, and on failure hold what is known, at least the callID that was given. Null arguments arrive as the app
/// gave them: a null config means the defaults, other nulls are refused with <see cref="ZIMErrorCode.CommonModuleParamInvalid"/>. No method throws.
/// </summary>
/// <remarks>
/// A cancelled <c>ct</c>: what was not sent yet is not sent, and fails; what was sent may be reported as it turned out. Nobody but the facade
/// listens then. Disposing answers what is under way, and whatever comes later, with <see cref="ZIMErrorCode.CommonModuleNotInit"/>; it does not wait
/// for a handler that is running, because that handler may be what disposes.
/// </remarks>
internal interface IZimEngine : IAsyncDisposable
{
    ZIMConnectionState ConnectionState { get; }

    /// <summary>At least as new as the event or result that is being delivered: a call that it ended is gone from here.</summary>
    ImmutableArray<ZIMActiveCall> ActiveCalls { get; }

    /// <summary>Runs something where events are raised, in order with them.</summary>
    void Post(Action action);

    void ReconnectNow();

    void Login(ZIMUserInfo? user, string? token, Action<ZIMError> done, CancellationToken ct);

    void Logout(Action<ZIMError> done);

    void RenewToken(string? token, Action<ZIMError> done, CancellationToken ct);

    void CallInvite(
        IReadOnlyList<string>? invitees,
        ZIMCallInviteConfig? config,
        Action<ZIMCallInvitationSentResult, ZIMError> done,
        CancellationToken ct);

    void CallCancel(
        IReadOnlyList<string>? invitees,
        string? callID,
        ZIMCallCancelConfig? config,
        Action<ZIMCallCancelSentResult, ZIMError> done,
        CancellationToken ct);

    void CallAccept(string? callID, ZIMCallAcceptConfig? config, Action<string, ZIMError> done, CancellationToken ct);

    void CallReject(string? callID, ZIMCallRejectConfig? config, Action<string, ZIMError> done, CancellationToken ct);

    void CallingInvite(
        IReadOnlyList<string>? invitees,
        string? callID,
        ZIMCallingInviteConfig? config,
        Action<ZIMCallingInvitationSentResult, ZIMError> done,
        CancellationToken ct);

    void CallJoin(string? callID, ZIMCallJoinConfig? config, Action<ZIMCallJoinSentResult, ZIMError> done, CancellationToken ct);

    void CallQuit(string? callID, ZIMCallQuitConfig? config, Action<ZIMCallQuitSentResult, ZIMError> done, CancellationToken ct);

    void CallEnd(string? callID, ZIMCallEndConfig? config, Action<ZIMCallEndSentResult, ZIMError> done, CancellationToken ct);

    void QueryCallInvitationList(
        ZIMCallInvitationQueryConfig? config, Action<ZIMCallInvitationListQueriedResult, ZIMError> done, CancellationToken ct);
}
