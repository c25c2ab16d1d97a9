namespace ZimCall.Core;

/// <summary>What moves a member from one state to another.</summary>
public enum Trigger
{
    /// <summary>The user created the call.</summary>
    Create,

    /// <summary>Invited by CallInvite or CallingInvite.</summary>
    Invite,

    /// <summary>One of the user's devices has the invitation (R-DEL-1).</summary>
    Deliver,

    /// <summary>No device had it within the check interval (R-NYR).</summary>
    ReceiptCheck,

    /// <summary>CallAccept.</summary>
    Accept,

    /// <summary>CallReject.</summary>
    Reject,

    /// <summary>CallCancel by the inviter, the caller gone (R-GONE-1), or the call emptied (R-EMPTY).</summary>
    Withdraw,

    /// <summary>The deadline passes.</summary>
    Deadline,

    /// <summary>CallQuit, or gone too long (R-GONE-2).</summary>
    Quit,

    /// <summary>CallJoin.</summary>
    Join,

    /// <summary>The caller cancels the whole call, or its absence does.</summary>
    CancelCall,
}
