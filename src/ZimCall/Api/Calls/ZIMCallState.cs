namespace ZimCall;

/// <summary>Whether a call goes on.</summary>
public enum ZIMCallState
{
    /// <summary>A state that this version does not know.</summary>
    Unknown = -1,

    /// <summary>The call goes on.</summary>
    Started = 1,

    /// <summary>The call is over (R-GEN, R-END, R-EMPTY).</summary>
    Ended = 2,
}
