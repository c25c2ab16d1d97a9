namespace ZimCall.Server;

/// <summary>A device whose node is dead.</summary>
/// <param name="Session">Its session, on the node that now answers for it.</param>
/// <param name="Since">When its node last gave a sign of life, Unix milliseconds.</param>
public sealed record LostDevice(DeviceSession Session, long Since);
