namespace ZimCall;

/// <summary>What <see cref="ZIM.CallJoinAsync"/> returns: the callID and what <see cref="ZIMCallJoinSentInfo"/> has.</summary>
public sealed class ZIMCallJoinSentResult
{
    /// <summary>The call's name.</summary>
    public string callID = "";

    /// <summary>When the call was created, in milliseconds of Unix time by the server's clock.</summary>
    public long createTime;

    /// <summary>When the user joined, in milliseconds of Unix time by the server's clock.</summary>
    public long joinTime;

    /// <summary>What the caller gave when it created the call.</summary>
    public string extendedData = "";

    /// <summary>All members, the caller included, in the order in which they became members.</summary>
    public List<ZIMCallUserInfo> callUserList = [];

    internal ZIMCallJoinSentInfo ToInfo() => new() { createTime = createTime, joinTime = joinTime, extendedData = extendedData, callUserList = callUserList };
}
