namespace ZimCall.Server;

/// <summary>What a user's second login does to the first (R-DEV-1).</summary>
public enum DeviceLoginPolicy
{
    /// <summary>A user may be logged in on several devices; above the limit the oldest is kicked out. The default.</summary>
    MultiDevice,

    /// <summary>A new login ends the user's other sessions.</summary>
    SingleDevice,
}
