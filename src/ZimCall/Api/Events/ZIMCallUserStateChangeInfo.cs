namespace ZimCall;

/// <summary>What <see cref="ZIM.OnCallUserStateChanged"/> tells.</summary>
public sealed class ZIMCallUserStateChangeInfo
{
    /// <summary>The members that changed, and how they stand now.</summary>
    public List<ZIMCallUserInfo> callUserList = [];
}
