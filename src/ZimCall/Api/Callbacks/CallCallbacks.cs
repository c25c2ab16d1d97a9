namespace ZimCall;

/// <summary>How <see cref="ZIM.CallInvite"/> came out. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="callID">The new call; "" when none was made.</param>
/// <param name="info">What the server answered; empty when it failed.</param>
/// <param name="errorInfo"><see cref="ZIMErrorCode.Success"/>, or why it failed.</param>
public delegate void ZIMCallInvitationSentCallback(string callID, ZIMCallInvitationSentInfo info, ZIMError errorInfo);

/// <summary>How <see cref="ZIM.CallCancel"/> came out. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="callID">The call.</param>
/// <param name="errorInvitees">Of the invitees that were named, those that could not be withdrawn (R-CAN-4).</param>
/// <param name="errorInfo"><see cref="ZIMErrorCode.Success"/>, or why it failed.</param>
public delegate void ZIMCallCancelSentCallback(string callID, List<string> errorInvitees, ZIMError errorInfo);

/// <summary>How <see cref="ZIM.CallAccept"/> came out. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="callID">The call.</param>
/// <param name="errorInfo"><see cref="ZIMErrorCode.Success"/>, or why it failed.</param>
public delegate void ZIMCallAcceptanceSentCallback(string callID, ZIMError errorInfo);

/// <summary>How <see cref="ZIM.CallReject"/> came out. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="callID">The call.</param>
/// <param name="errorInfo"><see cref="ZIMErrorCode.Success"/>, or why it failed.</param>
public delegate void ZIMCallRejectionSentCallback(string callID, ZIMError errorInfo);

/// <summary>How <see cref="ZIM.CallingInvite"/> came out. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="callID">The call.</param>
/// <param name="info">What the server answered; empty when it failed.</param>
/// <param name="errorInfo"><see cref="ZIMErrorCode.Success"/>, or why it failed.</param>
public delegate void ZIMCallingInvitationSentCallback(string callID, ZIMCallingInvitationSentInfo info, ZIMError errorInfo);

/// <summary>How <see cref="ZIM.CallJoin"/> came out. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="callID">The call.</param>
/// <param name="info">What the server answered; empty when it failed.</param>
/// <param name="errorInfo"><see cref="ZIMErrorCode.Success"/>, or why it failed.</param>
public delegate void ZIMCallJoinSentCallback(string callID, ZIMCallJoinSentInfo info, ZIMError errorInfo);

/// <summary>How <see cref="ZIM.CallQuit"/> came out. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="callID">The call.</param>
/// <param name="info">What the server answered; empty when it failed.</param>
/// <param name="errorInfo"><see cref="ZIMErrorCode.Success"/>, or why it failed.</param>
public delegate void ZIMCallQuitSentCallback(string callID, ZIMCallQuitSentInfo info, ZIMError errorInfo);

/// <summary>How <see cref="ZIM.CallEnd"/> came out. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="callID">The call.</param>
/// <param name="info">What the server answered; empty when it failed.</param>
/// <param name="errorInfo"><see cref="ZIMErrorCode.Success"/>, or why it failed.</param>
public delegate void ZIMCallEndSentCallback(string callID, ZIMCallEndedSentInfo info, ZIMError errorInfo);

/// <summary>How <see cref="ZIM.QueryCallInvitationList"/> came out. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="callList">The page's calls, the newest first; empty when it failed.</param>
/// <param name="nextFlag">What to ask for the next page with; 0 when this was the last.</param>
/// <param name="errorInfo"><see cref="ZIMErrorCode.Success"/>, or why it failed.</param>
public delegate void ZIMCallInvitationListQueriedCallback(List<ZIMCallInfo> callList, long nextFlag, ZIMError errorInfo);
