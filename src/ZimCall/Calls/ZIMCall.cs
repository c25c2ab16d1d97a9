using System.Collections.Immutable;
using ZimCall.Calls;

namespace ZimCall;

/// <summary>
/// A call that this instance started, from <see cref="ZIM.StartCallAsync"/>: what it came to, and what happens in it. Disposing of it leaves the
/// call. Every member may be used from any thread; Tasks and enumerations go on where the awaiting code says, not where events are raised.
/// </summary>
public sealed class ZIMCall : IAsyncDisposable
{
    private readonly ZIM _zim;
    private readonly CallProgress _progress;
    private int _disposed;

    internal ZIMCall(
        ZIM zim, string callID, ZIMCallInvitationMode mode, string caller, IEnumerable<string> invited, IReadOnlyCollection<ZIMErrorUserInfo> errors)
    {
        _zim = zim;
        CallID = callID;
        Mode = mode;
        InvitationErrors = errors.DistinctBy(user => user.userID)
            .ToImmutableDictionary(user => user.userID, user => (ZIMErrorCode)user.reason, StringComparer.Ordinal);
        _progress = new CallProgress(mode, caller, invited.Where(user => !InvitationErrors.ContainsKey(user)));
    }

    /// <summary>The call's name.</summary>
    public string CallID { get; }

    /// <summary>What the call can do.</summary>
    public ZIMCallInvitationMode Mode { get; }

    /// <summary>Invitees that were left out when the call was created, by userID, and why (R-INV-5). Empty when all were invited.</summary>
    public ImmutableDictionary<string, ZIMErrorCode> InvitationErrors { get; }

    /// <summary>
    /// Everything that happens in the call, from its start on, however late one begins to read; it completes after <see cref="ZIMCallChange.Over"/>. Each
    /// enumeration is its own. States that come and go while the connection is broken may be missing, the last one never is (R-REC-2).
    /// </summary>
    public IAsyncEnumerable<ZIMCallChange> Changes => _progress.ReadAsync();

    internal bool IsOver => _progress.IsOver;

    /// <summary>
    /// Waits for what the call comes to: the first accept; or that everybody who was invited has declined, run out of time or been withdrawn; or that the
    /// call is cancelled, ended or lost. It does not change afterwards: a call that was accepted stays so when it is ended.
    /// </summary>
    /// <param name="ct">Ends the wait; the call goes on.</param>
    /// <returns>One of the cases of <see cref="ZIMCallOutcome"/>.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task<ZIMCallOutcome> OutcomeAsync(CancellationToken ct = default) => _progress.Outcome.WaitAsync(ct);

    /// <summary>
    /// Leaves the call unless it is over: cancels it while nobody has accepted (R-CAN), else quits an Advanced one (R-QUI). A General call that was accepted
    /// is left as it is: there is nothing to leave. That the call turns out to be over is not an error; nothing happens the second time.
    /// </summary>
    /// <returns>Completes when the server has answered.</returns>
    /// <exception cref="ZIMException">The server could not be told; the call goes on without this instance.</exception>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0 || _progress.IsOver)
        {
            return;
        }

        if (_progress.WasAccepted || await TryCancelAsync().ConfigureAwait(false) == ZIMErrorCode.MessageModuleCancelCallError)
        {
            await QuitAsync().ConfigureAwait(false);
        }
    }

    internal void MembersChanged(IEnumerable<ZIMCallUserInfo> changed) =>
        _progress.MembersChanged(changed.Select(user => new ZIMCallMember(user.userID, user.state, user.extendedData)));

    internal void Finish(ZIMCallOutcome outcome) => _progress.Finish(outcome);

    private static bool SaysOver(ZIMErrorCode code) => code
        is ZIMErrorCode.MessageModuleCallDoesNotExist or ZIMErrorCode.MessageModuleCancelCallError or ZIMErrorCode.MessageModuleCallError;

    // An accept can overtake the cancellation; the answer says so.
    private async Task<ZIMErrorCode> TryCancelAsync()
    {
        try
        {
            await _zim.CallCancelAsync([], CallID).ConfigureAwait(false);
            return ZIMErrorCode.Success;
        }
        catch (ZIMException refused) when (SaysOver(refused.Error.code))
        {
            return refused.Error.code;
        }
    }

    private async Task QuitAsync()
    {
        if (Mode != ZIMCallInvitationMode.Advanced)
        {
            return;
        }

        try
        {
            await _zim.CallQuitAsync(CallID).ConfigureAwait(false);
        }
        catch (ZIMException refused) when (SaysOver(refused.Error.code))
        {
            // It was over before.
        }
    }
}
