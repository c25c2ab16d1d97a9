namespace ZimCall;

/// <summary>What the callback of <see cref="ZIM.CallJoin"/> is given.</summary>
public sealed class ZIMCallJoinSentInfo
{
    /// <summary>When the call was created, in milliseconds of Unix time by the server's clock.</summary>
    public long createTime;

    /// <summary>When the user joined, in milliseconds of Unix time by the server's clock.</summary>
    public long joinTime;

    /// <summary>What the caller gave when it created the call.</summary>
    public string extendedData = "";

    /// <summary>All members, the caller included, in the order in which they became members.</summary>
    public List<ZIMCallUserInfo> callUserList = [];
}
