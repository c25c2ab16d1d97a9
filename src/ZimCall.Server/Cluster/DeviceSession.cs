namespace ZimCall.Server;

/// <summary>A device that is logged in, and the node that holds its session.</summary>
/// <param name="User">The user.</param>
/// <param name="DeviceId">The device's id; a user has one session for each.</param>
/// <param name="SessionId">The session.</param>
/// <param name="InstanceId">The client instance the session belongs to.</param>
/// <param name="NodeId">The node.</param>
public sealed record DeviceSession(UserKey User, string DeviceId, string SessionId, string InstanceId, string NodeId)
{
    /// <summary>Whether the device is gone, as the user's last, and the user's calls are yet to be told (R-GONE).</summary>
    public bool IsGone { get; init; }
}
