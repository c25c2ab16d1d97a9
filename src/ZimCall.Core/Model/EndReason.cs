namespace ZimCall.Core;

/// <summary>Why a call is over; it decides what somebody who was away is told (R-REC-2).</summary>
public enum EndReason
{
    /// <summary>It is not over.</summary>
    None = 0,

    /// <summary>A General call in which nobody is pending any more (R-GEN). Nobody is told.</summary>
    NobodyPending = 1,

    /// <summary>A member ended it (R-END).</summary>
    EndedByMember = 2,

    /// <summary>The caller cancelled it (R-CAN-5).</summary>
    Cancelled = 3,

    /// <summary>The caller was gone before anyone accepted (R-GONE-1).</summary>
    CallerGone = 4,

    /// <summary>Nobody was left in it (R-EMPTY).</summary>
    Emptied = 5,
}
