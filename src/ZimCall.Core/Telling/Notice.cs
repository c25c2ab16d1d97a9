namespace ZimCall.Core;

/// <summary>Who is told what.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Scope">Which of the user's devices.</param>
/// <param name="DeviceId">The device that <paramref name="Scope"/> speaks of; empty for all.</param>
/// <param name="Event">What they are told.</param>
public readonly record struct Notice(string UserId, DeviceScope Scope, string DeviceId, CallEvent Event)
{
    /// <summary>Whether a device is told.</summary>
    public bool Includes(string userId, string deviceId) =>
        userId == UserId && Scope switch
        {
            DeviceScope.Only => deviceId == DeviceId,
            DeviceScope.AllBut => deviceId != DeviceId,
            _ => true,
        };
}
