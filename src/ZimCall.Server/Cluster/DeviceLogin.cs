namespace ZimCall.Server;

/// <summary>A device that logs in.</summary>
/// <param name="Session">The session it gets if it is to have a new one.</param>
/// <param name="NamedSessionId">The session that a reconnecting client names; empty for a login.</param>
/// <param name="OtherDevices">How many other devices of the user may stay (R-DEV-1).</param>
public sealed record DeviceLogin(DeviceSession Session, string NamedSessionId, int OtherDevices);
