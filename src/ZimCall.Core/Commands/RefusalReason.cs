namespace ZimCall.Core;

/// <summary>Why an operation is refused. <see cref="RefusalCodes"/> maps each to the public code.</summary>
public enum RefusalReason
{
    /// <summary>A malformed argument.</summary>
    ParamInvalid,

    /// <summary>The member's state does not allow it.</summary>
    WrongState,

    /// <summary>Cancel after an accept.</summary>
    AlreadyAnswered,

    /// <summary>Too many members.</summary>
    TooManyMembers,

    /// <summary>The user invited nobody it names.</summary>
    IsNotInviter,

    /// <summary>The user is not invited.</summary>
    IsNotInvitee,

    /// <summary>The callID is taken.</summary>
    CallAlreadyExists,

    /// <summary>Unknown, ended or timed out.</summary>
    CallDoesNotExist,

    /// <summary>All invitees are unregistered.</summary>
    InviteesUnknown,

    /// <summary>Already in the call, or in a call.</summary>
    AlreadyInTheCall,

    /// <summary>For Advanced calls only.</summary>
    NotAdvanced,
}
