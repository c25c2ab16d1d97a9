namespace ZimCall;

/// <summary>What an operation came to. The numbers and names are ZIM's, those that concern login and call invitations.</summary>
public enum ZIMErrorCode
{
    /// <summary>It was done.</summary>
    Success = 0,

    /// <summary>Something unexpected; also what <see cref="ZIM.OnError"/> reports when a handler of the app throws.</summary>
    Failed = 1,

    /// <summary>An argument is missing, malformed or out of its range.</summary>
    CommonModuleParamInvalid = 6000001,

    /// <summary>The instance was destroyed.</summary>
    CommonModuleNotInit = 6000002,

    /// <summary>The server does not know the app (R-LOG-2).</summary>
    CommonModuleInvalidAppID = 6000003,

    /// <summary>Too many requests in too short a time, refused before they were sent.</summary>
    CommonModuleTriggerSDKFrequencyLimit = 6000004,

    /// <summary>Too many requests in too short a time, refused by the server.</summary>
    CommonModuleTriggerServerFrequencyLimit = 6000005,

    /// <summary>The server failed.</summary>
    CommonModuleIMServerError = 6000007,

    /// <summary>The server's store failed.</summary>
    CommonModuleIMDatabaseError = 6000008,

    /// <summary>The connection broke and it could not be learned how the operation came out.</summary>
    CommonModuleIMServerDisconnect = 6000009,

    /// <summary>The user was never registered; a reason in <c>errorUserList</c> (R-INV-5).</summary>
    CommonModuleUserIsNotExist = 6000011,

    /// <summary>The login failed.</summary>
    NetworkModuleCommonError = 6000101,

    /// <summary>The token is not valid for this app and user (R-LOG-2, R-LOG-4).</summary>
    NetworkModuleTokenInvalid = 6000103,

    /// <summary>The server could not be reached.</summary>
    NetworkModuleNetworkError = 6000104,

    /// <summary>No reply came in time.</summary>
    NetworkModuleRequestTimeout = 6000105,

    /// <summary>The token's time is over (R-LOG-2).</summary>
    NetworkModuleTokenExpired = 6000106,

    /// <summary>The token is of a version that the server does not read (R-LOG-2).</summary>
    NetworkModuleTokenVersionError = 6000107,

    /// <summary>The token has less than 30 s left (R-LOG-2).</summary>
    NetworkModuleTokenTimeIsTooShort = 6000108,

    /// <summary>The instance is logged in as somebody else (R-LOG-2).</summary>
    NetworkModuleUserHasAlreadyLogged = 6000111,

    /// <summary>The instance is not logged in.</summary>
    NetworkModuleUserIsNotLogged = 6000121,

    /// <summary>The user logged out while the operation was under way.</summary>
    NetworkModuleUserHasAlreadyLoggedOut = 6000122,

    /// <summary>The state of the user in the call does not allow the operation (R-ACC-3, R-CIN-1, R-QUI-1, R-END-1).</summary>
    MessageModuleCallError = 6000270,

    /// <summary>The call cannot be cancelled: somebody has accepted it (R-CAN-2, R-CAN-3, R-CAN-4).</summary>
    MessageModuleCancelCallError = 6000271,

    /// <summary>The call would have too many members (R-INV-1, R-CIN-3).</summary>
    MessageModuleCallServerError = 6000272,

    /// <summary>The user did not invite the members that it wants to cancel (R-CAN-1, R-CAN-4).</summary>
    MessageModuleIsNotInvitor = 6000273,

    /// <summary>The user was not invited to the call, or is not a member of it (R-ACC-1, R-REJ-1, R-CIN-1, R-QUI-1).</summary>
    MessageModuleIsNotInvitee = 6000274,

    /// <summary>Another call has the callID already (R-INV-6).</summary>
    MessageModuleCallAlreadyExists = 6000275,

    /// <summary>The call is not known, or has ended, or the invitation has timed out or was cancelled (R-ACC-2).</summary>
    MessageModuleCallDoesNotExist = 6000276,

    /// <summary>None of the invitees was ever registered (R-INV-5, R-CIN-2).</summary>
    MessageModuleCallInviteUserDoesNotExist = 6000281,

    /// <summary>The user is in a call already (R-INV-4, R-JOI-2); also a reason in <c>errorUserList</c> (R-CIN-2).</summary>
    MessageModuleUserAlreadyInTheCall = 6000283,

    /// <summary>The operation is for Advanced calls, and this is a General one (R-CIN-1, R-JOI-1, R-QUI-1, R-END-1).</summary>
    MessageModuleTheCallIsNotAdvancedModeError = 6000284,
}
