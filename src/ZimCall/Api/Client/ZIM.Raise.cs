using ZimCall.Session;

namespace ZimCall;

/// <content>Takes what the engine reports to the handles of calls first, then to the app's handlers.</content>
public sealed partial class ZIM
{
    void IZimEvents.CallInvitationCreated(ZIMCallInvitationCreatedInfo info, string callID) =>
        _userCode.Raise(nameof(OnCallInvitationCreated), onCallInvitationCreated, OnCallInvitationCreated, handler => handler(this, info, callID));

    void IZimEvents.CallInvitationReceived(ZIMCallInvitationReceivedInfo info, string callID) =>
        _userCode.Raise(nameof(OnCallInvitationReceived), onCallInvitationReceived, OnCallInvitationReceived, handler => handler(this, info, callID));

    void IZimEvents.CallInvitationCancelled(ZIMCallInvitationCancelledInfo info, string callID)
    {
        _calls.Cancelled(callID, info);
        _userCode.Raise(nameof(OnCallInvitationCancelled), onCallInvitationCancelled, OnCallInvitationCancelled, handler => handler(this, info, callID));
    }

    void IZimEvents.CallInvitationTimeout(ZIMCallInvitationTimeoutInfo info, string callID) =>
        _userCode.Raise(nameof(OnCallInvitationTimeout), onCallInvitationTimeout, OnCallInvitationTimeout, handler => handler(this, info, callID));

    void IZimEvents.CallInvitationEnded(ZIMCallInvitationEndedInfo info, string callID)
    {
        _calls.Ended(callID, info);
        _userCode.Raise(nameof(OnCallInvitationEnded), onCallInvitationEnded, OnCallInvitationEnded, handler => handler(this, info, callID));
    }

    void IZimEvents.CallUserStateChanged(ZIMCallUserStateChangeInfo info, string callID)
    {
        _calls.MembersChanged(callID, info);
        _userCode.Raise(nameof(OnCallUserStateChanged), onCallUserStateChanged, OnCallUserStateChanged, handler => handler(this, info, callID));
    }

    [Obsolete("Raises a deprecated event.")]
    void IZimEvents.CallInvitationAccepted(ZIMCallInvitationAcceptedInfo info, string callID) =>
        _userCode.Raise(nameof(OnCallInvitationAccepted), onCallInvitationAccepted, OnCallInvitationAccepted, handler => handler(this, info, callID));

    [Obsolete("Raises a deprecated event.")]
    void IZimEvents.CallInvitationRejected(ZIMCallInvitationRejectedInfo info, string callID) =>
        _userCode.Raise(nameof(OnCallInvitationRejected), onCallInvitationRejected, OnCallInvitationRejected, handler => handler(this, info, callID));

    [Obsolete("Raises a deprecated event.")]
    void IZimEvents.CallInviteesAnsweredTimeout(List<string> invitees, string callID) =>
        _userCode.Raise(
            nameof(OnCallInviteesAnsweredTimeout),
            onCallInviteesAnsweredTimeout,
            OnCallInviteesAnsweredTimeout,
            handler => handler(this, invitees, callID));

    void IZimEvents.ConnectionStateChanged(
        ZIMConnectionState state, ZIMConnectionEvent connectionEvent, Dictionary<string, string> extendedData)
    {
        if (state == ZIMConnectionState.Disconnected)
        {
            _calls.LoseAll();
        }

        _userCode.Raise(
            nameof(OnConnectionStateChanged),
            onConnectionStateChanged,
            OnConnectionStateChanged,
            handler => handler(this, state, connectionEvent, extendedData));
    }

    void IZimEvents.TokenWillExpire(uint second) =>
        _userCode.Raise(nameof(OnTokenWillExpire), onTokenWillExpire, OnTokenWillExpire, handler => handler(this, second));

    void IZimEvents.Error(ZIMError error) => RaiseError(error);

    void IZimEvents.CallLeft(string callID) => _calls.Lost(callID);

    void IZimEvents.CallLost(string callID, ZIMError error)
    {
        _calls.Lost(callID);
        RaiseError(error);
    }

    private void RaiseError(ZIMError error) =>
        _userCode.RaiseError(nameof(OnError), onError, OnError, handler => handler(this, error));
}
