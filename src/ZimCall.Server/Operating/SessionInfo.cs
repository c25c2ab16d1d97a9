namespace ZimCall.Server;

/// <summary>A session, as its operator sees it.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="DeviceId">On which device.</param>
/// <param name="IsConnected">Whether it has a connection; without one it waits for the device to come back.</param>
/// <param name="LastHeard">The device's last sign of life.</param>
public sealed record SessionInfo(UserKey User, string DeviceId, bool IsConnected, DateTimeOffset LastHeard);
