namespace ZimCall;

/// <summary>How the call or some of its invitations is cancelled, for <see cref="ZIM.CallCancel"/>.</summary>
public sealed class ZIMCallCancelConfig
{
    /// <summary>What those whose invitation is withdrawn are told with it, up to 2,048 bytes of UTF-8. Default "".</summary>
    public string extendedData = "";

    /// <summary>What to push to those of them that are offline (R-DEL-5). Default null: nothing of the app's own.</summary>
    public ZIMPushConfig? pushConfig;
}
