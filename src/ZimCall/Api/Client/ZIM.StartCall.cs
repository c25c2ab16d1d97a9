using ZimCall.Events;
using ZimCall.Session;

namespace ZimCall;

/// <content>Calls as objects; beyond ZIM.</content>
public sealed partial class ZIM
{
    /// <summary>
    /// Creates a call as <see cref="CallInviteAsync"/> does, and returns an object to follow it with. Events are raised as ever. A call whose start is
    /// cancelled when the server has already made it is cancelled too.
    /// </summary>
    /// <param name="invitees">Whom to invite: 1 to 9 others; duplicates count once (R-INV-1).</param>
    /// <param name="config">More about it; null for the defaults.</param>
    /// <param name="ct">Ends the wait, and the call.</param>
    /// <returns>The call. Dispose of it to leave.</returns>
    /// <exception cref="ZIMException">As <see cref="CallInviteAsync"/>.</exception>
    public Task<ZIMCall> StartCallAsync(IReadOnlyList<string> invitees, ZIMCallInviteConfig? config = null, CancellationToken ct = default)
    {
        string[] invited = invitees is null ? [] : [.. invitees];
        var mode = config?.mode ?? ZIMCallInvitationMode.General;
        return TaskForm.AskAsync<ZIMCall>(
            done => Engine.CallInvite(
                invitees,
                config,
                (result, error) => done(error.code == ZIMErrorCode.Success ? _calls.Begin(this, mode, invited, result) : null!, error),
                ct),
            ct,
            unclaimed: call => _ = AbandonAsync(call));
    }

    private async Task AbandonAsync(ZIMCall call)
    {
        try
        {
            await call.DisposeAsync().ConfigureAwait(false);
        }
        catch (ZIMException exception)
        {
            UserCodeLog.AbandonFailed(_logger, call.CallID, exception);
        }
    }
}
