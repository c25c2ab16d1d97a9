namespace ZimCall;

/// <summary>How an iPhone shows a call that arrives by push.</summary>
public sealed class ZIMVoIPConfig
{
    /// <summary>What kind of text <see cref="iOSVoIPHandleValue"/> is. Default <see cref="ZIMCXHandleType.Generic"/>.</summary>
    public ZIMCXHandleType iOSVoIPHandleType = ZIMCXHandleType.Generic;

    /// <summary>Who is calling, as the phone knows them. Default "".</summary>
    public string iOSVoIPHandleValue = "";

    /// <summary>Whether it is a video call. Default false.</summary>
    public bool iOSVoIPHasVideo;
}
