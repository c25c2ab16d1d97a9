namespace ZimCall.Calls;

/// <summary>
/// Keeps the handles of running calls up to date. It hears of every event before the app does, from the one event pump; handles begin on the session's
/// queue, before the first event of their call is posted.
/// </summary>
/// <param name="isActive">Whether the engine still has a call.</param>
internal sealed class CallTracker(Func<string, bool> isActive)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ZIMCall> _calls = new(StringComparer.Ordinal);
    private string _self = "";
    private bool _closed;

    public void LoggedIn(string userID) => _self = userID;

    /// <summary>A call was created; its handle is there before its first event.</summary>
    public ZIMCall Begin(ZIM zim, ZIMCallInvitationMode mode, IEnumerable<string> invited, ZIMCallInvitationSentResult result)
    {
        var call = new ZIMCall(zim, result.callID, mode, _self, invited, result.errorUserList);
        lock (_gate)
        {
            if (!_closed)
            {
                _calls[call.CallID] = call;
                return call;
            }
        }

        Lose(call);
        return call;
    }

    public void MembersChanged(string callID, ZIMCallUserStateChangeInfo info) =>
        Tell(callID, call => call.MembersChanged(info.callUserList));

    /// <summary>
    /// A cancellation by another device of the user, or by the server because the user was gone (R-GONE-1). In an Advanced call it may be of some
    /// invitations only (R-CAN-4); then the call goes on.
    /// </summary>
    public void Cancelled(string callID, ZIMCallInvitationCancelledInfo info) => Tell(callID, call =>
    {
        if (call.Mode != ZIMCallInvitationMode.Advanced || !isActive(callID))
        {
            call.Finish(new ZIMCallOutcome.Cancelled(info.inviter.Length == 0 ? _self : info.inviter, info.extendedData));
        }
    });

    /// <summary>
    /// The user cancelled on this device, which gets no event for it. Naming nobody, or a General call, means all of it (R-CAN-2, R-CAN-3).
    /// </summary>
    public void CancelledHere(string callID, bool namedNobody, string extendedData) => Tell(callID, call =>
    {
        if (namedNobody || call.Mode != ZIMCallInvitationMode.Advanced)
        {
            call.Finish(new ZIMCallOutcome.Cancelled(_self, extendedData));
        }
    });

    public void Ended(string callID, ZIMCallInvitationEndedInfo info) =>
        Tell(callID, call => call.Finish(new ZIMCallOutcome.Ended(info.operatedUserID, info.extendedData)));

    public void Lost(string callID) => Tell(callID, Lose);

    /// <summary>The instance is destroyed; also a call that is just being created is lost.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }

        LoseAll();
    }

    /// <summary>The instance is logged out or cut off for good: it will hear of none of its calls any more.</summary>
    public void LoseAll()
    {
        ZIMCall[] calls;
        lock (_gate)
        {
            calls = [.. _calls.Values];
            _calls.Clear();
        }

        Array.ForEach(calls, Lose);
    }

    private static void Lose(ZIMCall call) => call.Finish(new ZIMCallOutcome.Ended(By: null, ""));

    private void Tell(string callID, Action<ZIMCall> news)
    {
        ZIMCall? call;
        lock (_gate)
        {
            _calls.TryGetValue(callID, out call);
        }

        if (call is null)
        {
            return;
        }

        news(call);
        if (call.IsOver)
        {
            lock (_gate)
            {
                _calls.Remove(callID);
            }
        }
    }
}
