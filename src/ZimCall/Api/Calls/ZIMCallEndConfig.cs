namespace ZimCall;

/// <summary>How a call is ended, for <see cref="ZIM.CallEnd"/>.</summary>
public sealed class ZIMCallEndConfig
{
    /// <summary>What those in the call are told with it, up to 2,048 bytes of UTF-8. Default "".</summary>
    public string extendedData = "";

    /// <summary>What to push to those of them that are offline (R-DEL-5). Default null: nothing of the app's own.</summary>
    public ZIMPushConfig? pushConfig;
}
