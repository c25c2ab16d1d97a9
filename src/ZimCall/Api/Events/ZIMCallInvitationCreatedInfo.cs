namespace ZimCall;

/// <summary>What <see cref="ZIM.OnCallInvitationCreated"/> tells: a call of the user's own.</summary>
public sealed class ZIMCallInvitationCreatedInfo
{
    /// <summary>What the call can do.</summary>
    public ZIMCallInvitationMode mode = ZIMCallInvitationMode.Unknown;

    /// <summary>The user who created the call.</summary>
    public string caller = "";

    /// <summary>What the caller gave when it created the call.</summary>
    public string extendedData = "";

    /// <summary>
    /// How long invitees are rung, in seconds, as the call was created with; what is left of it is in
    /// <see cref="ZIMActiveCall.RingTimeLeft"/> (R-DEL-2).
    /// </summary>
    public int timeout;

    /// <summary>When the call was created, in milliseconds of Unix time by the server's clock.</summary>
    public long createTime;

    /// <summary>All members, the caller included, in the order in which they became members.</summary>
    public List<ZIMCallUserInfo> callUserList = [];
}
