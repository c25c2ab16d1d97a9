namespace ZimCall;

/// <summary>Handles <see cref="ZIM.OnCallInvitationCreated"/>. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="zim">The instance that raises it.</param>
/// <param name="info">What happened.</param>
/// <param name="callID">The call.</param>
public delegate void OnCallInvitationCreatedDelegate(ZIM zim, ZIMCallInvitationCreatedInfo info, string callID);

/// <summary>Handles <see cref="ZIM.OnCallInvitationReceived"/>. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="zim">The instance that raises it.</param>
/// <param name="info">What happened.</param>
/// <param name="callID">The call.</param>
public delegate void OnCallInvitationReceivedDelegate(ZIM zim, ZIMCallInvitationReceivedInfo info, string callID);

/// <summary>Handles <see cref="ZIM.OnCallInvitationCancelled"/>. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="zim">The instance that raises it.</param>
/// <param name="info">What happened.</param>
/// <param name="callID">The call.</param>
public delegate void OnCallInvitationCancelledDelegate(ZIM zim, ZIMCallInvitationCancelledInfo info, string callID);

/// <summary>Handles <see cref="ZIM.OnCallInvitationTimeout"/>. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="zim">The instance that raises it.</param>
/// <param name="info">What happened.</param>
/// <param name="callID">The call.</param>
public delegate void OnCallInvitationTimeoutDelegate(ZIM zim, ZIMCallInvitationTimeoutInfo info, string callID);

/// <summary>Handles <see cref="ZIM.OnCallInvitationEnded"/>. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="zim">The instance that raises it.</param>
/// <param name="info">What happened.</param>
/// <param name="callID">The call.</param>
public delegate void OnCallInvitationEndedDelegate(ZIM zim, ZIMCallInvitationEndedInfo info, string callID);

/// <summary>Handles <see cref="ZIM.OnCallUserStateChanged"/>. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="zim">The instance that raises it.</param>
/// <param name="info">What happened.</param>
/// <param name="callID">The call.</param>
public delegate void OnCallUserStateChangedDelegate(ZIM zim, ZIMCallUserStateChangeInfo info, string callID);

/// <summary>Handles <see cref="ZIM.OnCallInvitationAccepted"/>. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="zim">The instance that raises it.</param>
/// <param name="info">What happened.</param>
/// <param name="callID">The call.</param>
public delegate void OnCallInvitationAcceptedDelegate(ZIM zim, ZIMCallInvitationAcceptedInfo info, string callID);

/// <summary>Handles <see cref="ZIM.OnCallInvitationRejected"/>. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="zim">The instance that raises it.</param>
/// <param name="info">What happened.</param>
/// <param name="callID">The call.</param>
public delegate void OnCallInvitationRejectedDelegate(ZIM zim, ZIMCallInvitationRejectedInfo info, string callID);

/// <summary>Handles <see cref="ZIM.OnCallInviteesAnsweredTimeout"/>. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="zim">The instance that raises it.</param>
/// <param name="invitees">Those who did not answer.</param>
/// <param name="callID">The call.</param>
public delegate void OnCallInviteesAnsweredTimeoutDelegate(ZIM zim, List<string> invitees, string callID);
