namespace ZimCall;

/// <summary>What a call can do; fixed when it is created.</summary>
public enum ZIMCallInvitationMode
{
    /// <summary>A mode that this version does not know.</summary>
    Unknown = -1,

    /// <summary>An invitation that is answered or not; it is over as soon as nobody is being asked any more (R-GEN).</summary>
    General = 0,

    /// <summary>A call that lasts: members invite others, join, quit and end it.</summary>
    Advanced = 1,
}
