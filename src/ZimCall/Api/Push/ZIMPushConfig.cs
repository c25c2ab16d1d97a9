namespace ZimCall;

/// <summary>
/// What an offline push should say. The server hands it to its push hook for users that have no device online (R-DEL-5); without a hook
/// nothing is pushed.
/// </summary>
public sealed class ZIMPushConfig
{
    /// <summary>The title shown. Default "".</summary>
    public string title = "";

    /// <summary>The text shown. Default "".</summary>
    public string content = "";

    /// <summary>What the app that receives the push is given. Default "".</summary>
    public string payload = "";

    /// <summary>
    /// Names the push settings to use, up to 32 characters; longer is refused with <see cref="ZIMErrorCode.CommonModuleParamInvalid"/>. Default "".
    /// </summary>
    public string resourcesID = "";

    /// <summary>Groups notifications on the device. Default "".</summary>
    public string threadID = "";

    /// <summary>Whether the number on the app's icon changes. Default false.</summary>
    public bool enableBadge;

    /// <summary>By how much the number on the icon changes, when <see cref="enableBadge"/> is set. Default 0.</summary>
    public int badgeIncrement;

    /// <summary>How an iPhone shows the call. Default null: not given.</summary>
    public ZIMVoIPConfig? voIPConfig;

    /// <summary>The template that some phone makers require. Default null: not given.</summary>
    public ZIMOfflinePushPrivateMessageTemplate? privateMessageTemplate;
}
