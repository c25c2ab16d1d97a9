namespace ZimCall;

/// <summary>
/// How a member stands in a call. Members move only along the transitions of the state table (R-ACC, R-REJ, R-CAN, R-QUI, R-JOI, R-NYR).
/// </summary>
public enum ZIMCallUserState
{
    /// <summary>A state that this version does not know.</summary>
    Unknown = -1,

    /// <summary>Invited; no device has the invitation yet.</summary>
    Inviting = 0,

    /// <summary>In the call. The caller is so from the start.</summary>
    Accepted = 1,

    /// <summary>Declined the invitation.</summary>
    Rejected = 2,

    /// <summary>The invitation was withdrawn; also the caller, when the whole call was cancelled.</summary>
    Cancelled = 3,

    /// <summary>Kept for source compatibility; never produced.</summary>
    Offline = 4,

    /// <summary>A device of the user has the invitation (R-DEL-1).</summary>
    Received = 5,

    /// <summary>Did not answer in time.</summary>
    Timeout = 6,

    /// <summary>Left the call, or was away for too long (R-GONE-2). Advanced calls only.</summary>
    Quit = 7,

    /// <summary>Kept for source compatibility; never produced (R-END-2).</summary>
    Ended = 8,

    /// <summary>Invited, and no device had the invitation when it was checked (R-NYR).</summary>
    NotYetReceived = 9,

    /// <summary>Kept for source compatibility; never produced: a withdrawn invitee is <see cref="Cancelled"/>.</summary>
    BeCancelled = 10,
}
