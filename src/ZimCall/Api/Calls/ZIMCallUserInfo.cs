namespace ZimCall;

/// <summary>A member of a call and how it stands.</summary>
public sealed class ZIMCallUserInfo
{
    /// <summary>The member.</summary>
    public string userID = "";

    /// <summary>How the member stands in the call.</summary>
    public ZIMCallUserState state = ZIMCallUserState.Unknown;

    /// <summary>What came with the member's latest change, "" when nothing did.</summary>
    public string extendedData = "";
}
