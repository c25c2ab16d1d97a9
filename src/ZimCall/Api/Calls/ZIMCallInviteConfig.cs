namespace ZimCall;

/// <summary>How a call is created, for <see cref="ZIM.CallInvite"/>.</summary>
public sealed class ZIMCallInviteConfig
{
    /// <summary>How long invitees are rung, in seconds: 1 to 600. Default 90; 0 means the default (R-INV-3).</summary>
    public uint timeout = 90;

    /// <summary>What the call can do. Default <see cref="ZIMCallInvitationMode.General"/>.</summary>
    public ZIMCallInvitationMode mode = ZIMCallInvitationMode.General;

    /// <summary>What the invitees are told with the invitation, up to 2,048 bytes of UTF-8. Default "".</summary>
    public string extendedData = "";

    /// <summary>What to push to invitees that are offline (R-DEL-5). Default null: the server's own choice.</summary>
    public ZIMPushConfig? pushConfig;

    /// <summary>
    /// Whether a member whom the invitation has not reached after some seconds becomes <see cref="ZIMCallUserState.NotYetReceived"/> (R-NYR). It
    /// holds for those who are invited later too. Default false.
    /// </summary>
    public bool enableNotReceivedCheck;
}
