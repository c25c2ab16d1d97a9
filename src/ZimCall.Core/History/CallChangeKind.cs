namespace ZimCall.Core;

/// <summary>What can happen to a call. The numbers are stored and never used again for something else.</summary>
public enum CallChangeKind
{
    /// <summary>CallInvite created it; the users are those invited.</summary>
    Create = 0,

    /// <summary>CallingInvite invited more users.</summary>
    Invite = 1,

    /// <summary>An invitation reached a device (R-DEL-1).</summary>
    Receive = 2,

    /// <summary>No device had the invitation within the check interval (R-NYR).</summary>
    ReceiptMissed = 3,

    /// <summary>CallAccept.</summary>
    Accept = 4,

    /// <summary>CallReject.</summary>
    Reject = 5,

    /// <summary>Invitations were withdrawn, by the actor; by nobody when the caller was gone or the call was emptied.</summary>
    Cancel = 6,

    /// <summary>Invitations ran out.</summary>
    Timeout = 7,

    /// <summary>CallJoin.</summary>
    Join = 8,

    /// <summary>CallJoin moved the call to another device of the user (R-JOI-2).</summary>
    SwitchDevice = 9,

    /// <summary>CallQuit; without an actor, the user was gone for too long (R-GONE-2).</summary>
    Quit = 10,

    /// <summary>A user in the call has no device online any more.</summary>
    Gone = 11,

    /// <summary>It has one again.</summary>
    Back = 12,

    /// <summary>The call ended; <see cref="CallChange.Reason"/> says why.</summary>
    End = 13,
}
