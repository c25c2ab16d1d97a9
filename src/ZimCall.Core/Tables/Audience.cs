namespace ZimCall.Core;

/// <summary>Which devices of a party the event table names.</summary>
public enum Audience
{
    /// <summary>The device that created, accepted or joined the call.</summary>
    PrimaryDevice,

    /// <summary>All devices but the one that did it.</summary>
    OtherDevices,

    /// <summary>All devices.</summary>
    AllDevices,
}
