namespace ZimCall;

/// <summary>How an invitation is declined, for <see cref="ZIM.CallReject"/>.</summary>
public sealed class ZIMCallRejectConfig
{
    /// <summary>What the others are told with it, up to 2,048 bytes of UTF-8. Default "".</summary>
    public string extendedData = "";
}
