namespace ZimCall.Core;

/// <summary>The kind of a call, fixed when it is created. The numbers are ZIM's.</summary>
public enum CallMode
{
    /// <summary>Ring and answer only: the call ends as soon as nobody is pending (R-GEN).</summary>
    General = 0,

    /// <summary>The whole life of a call: members can be added, join, quit, and somebody ends it.</summary>
    Advanced = 1,
}
