namespace ZimCall;

/// <content>The call operations in ZIM's form, with callbacks.</content>
public sealed partial class ZIM
{
    /// <summary>Creates a call and invites users to it (R-INV). The user is in the call at once; the invitees ring.</summary>
    /// <param name="invitees">Whom to invite: 1 to 9 others; duplicates count once (R-INV-1).</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="callback">Is told how it came out; may be null. The errors are those of <see cref="CallInviteAsync"/>.</param>
    public void CallInvite(List<string> invitees, ZIMCallInviteConfig? config, ZIMCallInvitationSentCallback? callback) =>
        Engine.CallInvite(
            invitees, config,
            (result, error) => Answer(nameof(CallInvite), () => callback?.Invoke(result.callID, result.ToInfo(), error)),
            CancellationToken.None);

    /// <summary>
    /// Withdraws invitations (R-CAN). In a General call always all of them, which ends the call; in an Advanced one those that are named,
    /// or with an empty list the whole call.
    /// </summary>
    /// <param name="invitees">Whose invitations to withdraw; empty for the whole call. Not looked at in a General call.</param>
    /// <param name="callID">The call.</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="callback">Is told how it came out; may be null. The errors are those of <see cref="CallCancelAsync"/>.</param>
    public void CallCancel(List<string> invitees, string callID, ZIMCallCancelConfig? config, ZIMCallCancelSentCallback? callback) =>
        SendCancel(
            invitees, callID, config,
            (result, error) => Answer(nameof(CallCancel), () => callback?.Invoke(result.callID, result.errorInvitees, error)),
            CancellationToken.None);

    /// <summary>Accepts an invitation (R-ACC). This device becomes the one that is in the call (R-ACC-5).</summary>
    /// <param name="callID">The call.</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="callback">Is told how it came out; may be null. The errors are those of <see cref="CallAcceptAsync"/>.</param>
    public void CallAccept(string callID, ZIMCallAcceptConfig? config, ZIMCallAcceptanceSentCallback? callback) =>
        Engine.CallAccept(
            callID, config,
            (id, error) => Answer(nameof(CallAccept), () => callback?.Invoke(id, error)),
            CancellationToken.None);

    /// <summary>Declines an invitation (R-REJ).</summary>
    /// <param name="callID">The call.</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="callback">Is told how it came out; may be null. The errors are those of <see cref="CallRejectAsync"/>.</param>
    public void CallReject(string callID, ZIMCallRejectConfig? config, ZIMCallRejectionSentCallback? callback) =>
        Engine.CallReject(
            callID, config,
            (id, error) => Answer(nameof(CallReject), () => callback?.Invoke(id, error)),
            CancellationToken.None);

    /// <summary>
    /// Invites more users to an Advanced call that the user is in (R-CIN). They ring as long as the call was created with.
    /// </summary>
    /// <param name="invitees">Whom to invite.</param>
    /// <param name="callID">The call.</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="callback">Is told how it came out; may be null. The errors are those of <see cref="CallingInviteAsync"/>.</param>
    public void CallingInvite(
        List<string> invitees, string callID, ZIMCallingInviteConfig? config, ZIMCallingInvitationSentCallback? callback) =>
        Engine.CallingInvite(
            invitees, callID, config,
            (result, error) => Answer(nameof(CallingInvite), () => callback?.Invoke(result.callID, result.ToInfo(), error)),
            CancellationToken.None);

    /// <summary>
    /// Joins an Advanced call without an invitation, or takes it over from another device of the user (R-JOI). Knowing the callID is the
    /// permission.
    /// </summary>
    /// <param name="callID">The call.</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="callback">Is told how it came out; may be null. The errors are those of <see cref="CallJoinAsync"/>.</param>
    public void CallJoin(string callID, ZIMCallJoinConfig? config, ZIMCallJoinSentCallback? callback) =>
        Engine.CallJoin(
            callID, config,
            (result, error) => Answer(nameof(CallJoin), () => callback?.Invoke(result.callID, result.ToInfo(), error)),
            CancellationToken.None);

    /// <summary>Leaves an Advanced call (R-QUI). It goes on while anybody is in it (R-EMPTY).</summary>
    /// <param name="callID">The call.</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="callback">Is told how it came out; may be null. The errors are those of <see cref="CallQuitAsync"/>.</param>
    public void CallQuit(string callID, ZIMCallQuitConfig? config, ZIMCallQuitSentCallback? callback) =>
        Engine.CallQuit(
            callID, config,
            (result, error) => Answer(nameof(CallQuit), () => callback?.Invoke(result.callID, result.ToInfo(), error)),
            CancellationToken.None);

    /// <summary>Ends an Advanced call for everybody (R-END).</summary>
    /// <param name="callID">The call.</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="callback">Is told how it came out; may be null. The errors are those of <see cref="CallEndAsync"/>.</param>
    public void CallEnd(string callID, ZIMCallEndConfig? config, ZIMCallEndSentCallback? callback) =>
        Engine.CallEnd(
            callID, config,
            (result, error) => Answer(nameof(CallEnd), () => callback?.Invoke(result.callID, result.ToInfo(), error)),
            CancellationToken.None);

    /// <summary>Returns a page of the calls that the user is or was a member of, the newest first (R-QRY).</summary>
    /// <param name="config">Which page; the default, null, asks for no calls and is refused.</param>
    /// <param name="callback">
    /// Is told how it came out; may be null. The errors are those of <see cref="QueryCallInvitationListAsync"/>.
    /// </param>
    public void QueryCallInvitationList(ZIMCallInvitationQueryConfig? config, ZIMCallInvitationListQueriedCallback? callback) =>
        Engine.QueryCallInvitationList(
            config,
            (result, error) => Answer(nameof(QueryCallInvitationList), () => callback?.Invoke(result.callList, result.nextFlag, error)),
            CancellationToken.None);

    private void SendCancel(
        IReadOnlyList<string>? invitees,
        string? callID,
        ZIMCallCancelConfig? config,
        Action<ZIMCallCancelSentResult, ZIMError> done,
        CancellationToken ct)
    {
        var namedNobody = invitees is not { Count: > 0 };
        var extendedData = config?.extendedData ?? "";
        Engine.CallCancel(invitees, callID, config, (result, error) =>
        {
            if (error.code == ZIMErrorCode.Success)
            {
                Engine.Post(() => _calls.CancelledHere(result.callID, namedNobody, extendedData));
            }

            done(result, error);
        }, ct);
    }
}
