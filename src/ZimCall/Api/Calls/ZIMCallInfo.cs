namespace ZimCall;

/// <summary>A call as <see cref="ZIM.QueryCallInvitationList"/> reports it (R-QRY).</summary>
public sealed class ZIMCallInfo
{
    /// <summary>The call's name.</summary>
    public string callID = "";

    /// <summary>The user who created the call.</summary>
    public string caller = "";

    /// <summary>The user who invited the one who asks; "" when nobody did.</summary>
    public string inviter = "";

    /// <summary>What the call can do.</summary>
    public ZIMCallInvitationMode mode = ZIMCallInvitationMode.Unknown;

    /// <summary>Whether the call goes on.</summary>
    public ZIMCallState state = ZIMCallState.Unknown;

    /// <summary>What the caller gave when it created the call.</summary>
    public string extendedData = "";

    /// <summary>When the call was created, in milliseconds of Unix time by the server's clock.</summary>
    public long createTime;

    /// <summary>When the call ended, in milliseconds of Unix time by the server's clock; 0 while it goes on.</summary>
    public long endTime;

    /// <summary>All members, the caller included, in the order in which they became members.</summary>
    public List<ZIMCallUserInfo> callUserList = [];
}
