namespace ZimCall;

/// <summary>What <see cref="ZIM.OnCallInvitationCancelled"/> tells.</summary>
public sealed class ZIMCallInvitationCancelledInfo
{
    /// <summary>The user whose invitation was withdrawn.</summary>
    public string inviter = "";

    /// <summary>What the call can do.</summary>
    public ZIMCallInvitationMode mode = ZIMCallInvitationMode.Unknown;

    /// <summary>What came with the cancellation; "" when the call was emptied (R-EMPTY).</summary>
    public string extendedData = "";
}
