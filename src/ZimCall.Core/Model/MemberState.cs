namespace ZimCall.Core;

/// <summary>
/// What a member is in a call (rules 2). The numbers are ZIM's; those that are never produced
/// (Offline, Ended, BeCancelled) exist only in the public enum.
/// </summary>
public enum MemberState
{
    /// <summary>Invited; no device has the invitation yet.</summary>
    Inviting = 0,

    /// <summary>In the call.</summary>
    Accepted = 1,

    /// <summary>Declined.</summary>
    Rejected = 2,

    /// <summary>The invitation was withdrawn, or this caller cancelled the call.</summary>
    Cancelled = 3,

    /// <summary>Invited, and a device has the invitation.</summary>
    Received = 5,

    /// <summary>Did not answer in time.</summary>
    Timeout = 6,

    /// <summary>Was in the call and left it.</summary>
    Quit = 7,

    /// <summary>Invited, and no device had the invitation within the check interval (R-NYR).</summary>
    NotYetReceived = 9,
}
