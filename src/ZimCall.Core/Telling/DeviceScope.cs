namespace ZimCall.Core;

/// <summary>Which devices of a user are told.</summary>
public enum DeviceScope
{
    /// <summary>The named device only.</summary>
    Only,

    /// <summary>All but the named device.</summary>
    AllBut,

    /// <summary>All devices.</summary>
    All,
}
