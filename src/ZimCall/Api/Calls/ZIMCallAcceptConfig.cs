namespace ZimCall;

/// <summary>How an invitation is accepted, for <see cref="ZIM.CallAccept"/>.</summary>
public sealed class ZIMCallAcceptConfig
{
    /// <summary>What the others are told with it, up to 2,048 bytes of UTF-8. Default "".</summary>
    public string extendedData = "";
}
