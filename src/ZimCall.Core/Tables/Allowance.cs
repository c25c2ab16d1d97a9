namespace ZimCall.Core;

/// <summary>A cell of the operation table.</summary>
public enum Allowance
{
    /// <summary>Never in this state.</summary>
    No,

    /// <summary>In both modes.</summary>
    Yes,

    /// <summary>In Advanced calls only.</summary>
    Advanced,

    /// <summary>In Advanced calls only, and only to take the call over on another device (R-JOI-2).</summary>
    SwitchDevice,
}
