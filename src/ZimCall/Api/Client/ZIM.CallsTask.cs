using System.Runtime.CompilerServices;
using ZimCall.Session;

namespace ZimCall;

/// <content>The call operations as Tasks.</content>
public sealed partial class ZIM
{
    /// <summary>Creates a call and invites users to it (R-INV). The user is in the call at once; the invitees ring.</summary>
    /// <param name="invitees">Whom to invite: 1 to 9 others; duplicates count once (R-INV-1).</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The new callID, how long it rings, and who was left out.</returns>
    /// <exception cref="ZIMException">
    /// <see cref="ZIMErrorCode.MessageModuleUserAlreadyInTheCall"/> when the user is in a call already (R-INV-4),
    /// <see cref="ZIMErrorCode.MessageModuleCallServerError"/> for more than 9 invitees (R-INV-1),
    /// <see cref="ZIMErrorCode.MessageModuleCallInviteUserDoesNotExist"/> when none of them was ever registered (R-INV-5); and see the
    /// remarks of <see cref="ZIM"/>.
    /// </exception>
    public Task<ZIMCallInvitationSentResult> CallInviteAsync(
        IReadOnlyList<string> invitees, ZIMCallInviteConfig? config = null, CancellationToken ct = default) =>
        TaskForm.AskAsync<ZIMCallInvitationSentResult>(done => Engine.CallInvite(invitees, config, done, ct), ct);

    /// <summary>
    /// Withdraws invitations (R-CAN). In a General call always all of them, which ends the call; in an Advanced one those that are named,
    /// or with an empty list the whole call.
    /// </summary>
    /// <param name="invitees">Whose invitations to withdraw; empty for the whole call. Not looked at in a General call.</param>
    /// <param name="callID">The call.</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Those that were named and could not be withdrawn (R-CAN-4).</returns>
    /// <exception cref="ZIMException">
    /// <see cref="ZIMErrorCode.MessageModuleIsNotInvitor"/> when the user did not invite them (R-CAN-1),
    /// <see cref="ZIMErrorCode.MessageModuleCancelCallError"/> when somebody has accepted (R-CAN-2, R-CAN-3, R-CAN-4),
    /// <see cref="ZIMErrorCode.MessageModuleCallDoesNotExist"/> when there is nothing to withdraw any more; and see the remarks of
    /// <see cref="ZIM"/>.
    /// </exception>
    public Task<ZIMCallCancelSentResult> CallCancelAsync(
        IReadOnlyList<string> invitees, string callID, ZIMCallCancelConfig? config = null, CancellationToken ct = default) =>
        TaskForm.AskAsync<ZIMCallCancelSentResult>(done => SendCancel(invitees, callID, config, done, ct), ct);

    /// <summary>Accepts an invitation (R-ACC). This device becomes the one that is in the call (R-ACC-5).</summary>
    /// <param name="callID">The call.</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Completes when the server has done it.</returns>
    /// <exception cref="ZIMException">
    /// <see cref="ZIMErrorCode.MessageModuleIsNotInvitee"/> when the user was not invited (R-ACC-1),
    /// <see cref="ZIMErrorCode.MessageModuleCallDoesNotExist"/> when the invitation has timed out or was cancelled, or the call has ended
    /// (R-ACC-2), <see cref="ZIMErrorCode.MessageModuleCallError"/> when it was answered before (R-ACC-3); and see the remarks of
    /// <see cref="ZIM"/>.
    /// </exception>
    public Task CallAcceptAsync(string callID, ZIMCallAcceptConfig? config = null, CancellationToken ct = default) =>
        TaskForm.AskAsync<string>(done => Engine.CallAccept(callID, config, done, ct), ct);

    /// <summary>Declines an invitation (R-REJ).</summary>
    /// <param name="callID">The call.</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Completes when the server has done it.</returns>
    /// <exception cref="ZIMException">
    /// <see cref="ZIMErrorCode.MessageModuleIsNotInvitee"/> when the user was not invited (R-REJ-1),
    /// <see cref="ZIMErrorCode.MessageModuleCallDoesNotExist"/> when the invitation has timed out or was cancelled, or the call has ended
    /// (R-REJ-2), <see cref="ZIMErrorCode.MessageModuleCallError"/> when it was answered before (R-REJ-3); and see the remarks of
    /// <see cref="ZIM"/>.
    /// </exception>
    public Task CallRejectAsync(string callID, ZIMCallRejectConfig? config = null, CancellationToken ct = default) =>
        TaskForm.AskAsync<string>(done => Engine.CallReject(callID, config, done, ct), ct);

    /// <summary>
    /// Invites more users to an Advanced call that the user is in (R-CIN). They ring as long as the call was created with.
    /// </summary>
    /// <param name="invitees">Whom to invite.</param>
    /// <param name="callID">The call.</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Who was left out, and why.</returns>
    /// <exception cref="ZIMException">
    /// <see cref="ZIMErrorCode.MessageModuleTheCallIsNotAdvancedModeError"/> for a General call (R-CIN-1),
    /// <see cref="ZIMErrorCode.MessageModuleIsNotInvitee"/> or <see cref="ZIMErrorCode.MessageModuleCallError"/> when the user is not in
    /// the call (R-CIN-1), <see cref="ZIMErrorCode.MessageModuleUserAlreadyInTheCall"/> or
    /// <see cref="ZIMErrorCode.MessageModuleCallInviteUserDoesNotExist"/> when nobody is left to invite (R-CIN-2),
    /// <see cref="ZIMErrorCode.MessageModuleCallServerError"/> when the call would have more than 10 members at once (R-CIN-3),
    /// <see cref="ZIMErrorCode.MessageModuleCallDoesNotExist"/> when the call is over; and see the remarks of <see cref="ZIM"/>.
    /// </exception>
    public Task<ZIMCallingInvitationSentResult> CallingInviteAsync(
        IReadOnlyList<string> invitees, string callID, ZIMCallingInviteConfig? config = null, CancellationToken ct = default) =>
        TaskForm.AskAsync<ZIMCallingInvitationSentResult>(done => Engine.CallingInvite(invitees, callID, config, done, ct), ct);

    /// <summary>
    /// Joins an Advanced call without an invitation, or takes it over from another device of the user (R-JOI). Knowing the callID is the
    /// permission.
    /// </summary>
    /// <param name="callID">The call.</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The call's times, data and members.</returns>
    /// <exception cref="ZIMException">
    /// <see cref="ZIMErrorCode.MessageModuleTheCallIsNotAdvancedModeError"/> for a General call (R-JOI-1),
    /// <see cref="ZIMErrorCode.MessageModuleUserAlreadyInTheCall"/> when this device is in it already (R-JOI-2),
    /// <see cref="ZIMErrorCode.MessageModuleCallServerError"/> when it is full (R-JOI-3),
    /// <see cref="ZIMErrorCode.MessageModuleCallDoesNotExist"/> when the call is over; and see the remarks of <see cref="ZIM"/>.
    /// </exception>
    public Task<ZIMCallJoinSentResult> CallJoinAsync(string callID, ZIMCallJoinConfig? config = null, CancellationToken ct = default) =>
        TaskForm.AskAsync<ZIMCallJoinSentResult>(done => Engine.CallJoin(callID, config, done, ct), ct);

    /// <summary>Leaves an Advanced call (R-QUI). It goes on while anybody is in it (R-EMPTY).</summary>
    /// <param name="callID">The call.</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>When the call was created, accepted and left.</returns>
    /// <exception cref="ZIMException">
    /// <see cref="ZIMErrorCode.MessageModuleTheCallIsNotAdvancedModeError"/> for a General call,
    /// <see cref="ZIMErrorCode.MessageModuleIsNotInvitee"/> when the user is not a member,
    /// <see cref="ZIMErrorCode.MessageModuleCallError"/> when the user is not in it,
    /// <see cref="ZIMErrorCode.MessageModuleCallDoesNotExist"/> when the call is over; and see the remarks of <see cref="ZIM"/>.
    /// </exception>
    public Task<ZIMCallQuitSentResult> CallQuitAsync(string callID, ZIMCallQuitConfig? config = null, CancellationToken ct = default) =>
        TaskForm.AskAsync<ZIMCallQuitSentResult>(done => Engine.CallQuit(callID, config, done, ct), ct);

    /// <summary>Ends an Advanced call for everybody (R-END).</summary>
    /// <param name="callID">The call.</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>When the call was created, accepted and ended.</returns>
    /// <exception cref="ZIMException">
    /// <see cref="ZIMErrorCode.MessageModuleTheCallIsNotAdvancedModeError"/> for a General call,
    /// <see cref="ZIMErrorCode.MessageModuleIsNotInvitee"/> when the user is not a member,
    /// <see cref="ZIMErrorCode.MessageModuleCallError"/> when the user is not in it,
    /// <see cref="ZIMErrorCode.MessageModuleCallDoesNotExist"/> when the call is over; and see the remarks of <see cref="ZIM"/>.
    /// </exception>
    public Task<ZIMCallEndSentResult> CallEndAsync(string callID, ZIMCallEndConfig? config = null, CancellationToken ct = default) =>
        TaskForm.AskAsync<ZIMCallEndSentResult>(done => Engine.CallEnd(callID, config, done, ct), ct);

    /// <summary>Returns a page of the calls that the user is or was a member of, the newest first (R-QRY).</summary>
    /// <param name="config">Which page; the default, null, asks for no calls and is refused.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The page's calls, and how to ask for the next page.</returns>
    /// <exception cref="ZIMException">
    /// <see cref="ZIMErrorCode.CommonModuleParamInvalid"/> when count is 0 or nextFlag is not one that a page returned (R-QRY-1, R-QRY-2);
    /// and see the remarks of <see cref="ZIM"/>.
    /// </exception>
    public Task<ZIMCallInvitationListQueriedResult> QueryCallInvitationListAsync(
        ZIMCallInvitationQueryConfig? config, CancellationToken ct = default) =>
        TaskForm.AskAsync<ZIMCallInvitationListQueriedResult>(done => Engine.QueryCallInvitationList(config, done, ct), ct);

    /// <summary>
    /// Goes through all calls that the user is or was a member of, the newest first, asking for page after page (R-QRY). A call that
    /// existed at the first page comes exactly once, even while new ones are made.
    /// </summary>
    /// <param name="pageSize">How many calls to ask for at a time: 1 to 100. Default 100.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>The calls.</returns>
    /// <exception cref="ZIMException">As <see cref="QueryCallInvitationListAsync"/>, while it goes on.</exception>
    public async IAsyncEnumerable<ZIMCallInfo> QueryAllCallInvitationsAsync(
        uint pageSize = 100, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var config = new ZIMCallInvitationQueryConfig { count = pageSize };
        do
        {
            var page = await QueryCallInvitationListAsync(config, ct).ConfigureAwait(false);
            foreach (var call in page.callList)
            {
                yield return call;
            }

            config = new ZIMCallInvitationQueryConfig { count = pageSize, nextFlag = page.nextFlag };
        }
        while (config.nextFlag != 0);
    }
}
