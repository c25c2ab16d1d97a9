namespace ZimCall.Core;

/// <summary>What somebody is in one step of a call, as far as it decides what they are told.</summary>
[Flags]
public enum Party
{
    /// <summary>Nothing that matters.</summary>
    None = 0,

    /// <summary>The user who created the call in this step.</summary>
    Creator = 1,

    /// <summary>Invited in this step.</summary>
    Invited = 2,

    /// <summary>Pending after the step, and not invited in it.</summary>
    Pending = 4,

    /// <summary>Accepted after the step.</summary>
    InTheCall = 8,

    /// <summary>Accepted or Rejected in this step, by answering or joining.</summary>
    JustAnswered = 16,

    /// <summary>Quit in this step.</summary>
    JustQuit = 32,

    /// <summary>The invitation was withdrawn in this step.</summary>
    Withdrawn = 64,

    /// <summary>Withdrew somebody's invitation in this step.</summary>
    Withdrawer = 128,

    /// <summary>Timed out in this step.</summary>
    TimedOut = 256,
}
