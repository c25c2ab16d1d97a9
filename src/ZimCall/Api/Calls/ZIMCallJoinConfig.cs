namespace ZimCall;

/// <summary>How a call is joined, for <see cref="ZIM.CallJoin"/>.</summary>
public sealed class ZIMCallJoinConfig
{
    /// <summary>What those in the call are told with it, up to 2,048 bytes of UTF-8. Default "".</summary>
    public string extendedData = "";
}
