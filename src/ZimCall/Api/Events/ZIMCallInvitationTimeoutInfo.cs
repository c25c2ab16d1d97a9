namespace ZimCall;

/// <summary>What <see cref="ZIM.OnCallInvitationTimeout"/> tells.</summary>
public sealed class ZIMCallInvitationTimeoutInfo
{
    /// <summary>What the call can do.</summary>
    public ZIMCallInvitationMode mode = ZIMCallInvitationMode.Unknown;
}
