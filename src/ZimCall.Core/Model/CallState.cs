namespace ZimCall.Core;

/// <summary>Whether a call goes on. The numbers are ZIM's.</summary>
public enum CallState
{
    /// <summary>The call exists and can be acted on.</summary>
    Started = 1,

    /// <summary>The call is over and never changes again.</summary>
    Ended = 2,
}
