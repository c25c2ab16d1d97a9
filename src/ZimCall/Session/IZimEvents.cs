namespace ZimCall.Session;

/// <summary>
/// Where the engine reports what happens; one method per event. Called by the event pump alone, one call at a time and in order; no method throws,
/// whatever the app's handlers do.
/// </summary>
internal interface IZimEvents
{
    void CallInvitationCreated(ZIMCallInvitationCreatedInfo info, string callID);

    void CallInvitationReceived(ZIMCallInvitationReceivedInfo info, string callID);

    void CallInvitationCancelled(ZIMCallInvitationCancelledInfo info, string callID);

    void CallInvitationTimeout(ZIMCallInvitationTimeoutInfo info, string callID);

    void CallInvitationEnded(ZIMCallInvitationEndedInfo info, string callID);

    void CallUserStateChanged(ZIMCallUserStateChangeInfo info, string callID);

    void CallInvitationAccepted(ZIMCallInvitationAcceptedInfo info, string callID);

    void CallInvitationRejected(ZIMCallInvitationRejectedInfo info, string callID);

    void CallInviteesAnsweredTimeout(List<string> invitees, string callID);

    void ConnectionStateChanged(ZIMConnectionState state, ZIMConnectionEvent connectionEvent, Dictionary<string, string> extendedData);

    void TokenWillExpire(uint second);

    void Error(ZIMError error);

    /// <summary>
    /// This device hears of a call no more, and no event says so: another device of the user has taken it over (R-JOI-2), or this one has just cancelled it.
    /// </summary>
    void CallLeft(string callID);

    /// <summary>A call that this instance knew is gone without an event of its own, after a restart of the server for example.</summary>
    void CallLost(string callID, ZIMError error);
}
