namespace ZimCall;

/// <summary>How others are invited to a call that goes on, for <see cref="ZIM.CallingInvite"/>.</summary>
public sealed class ZIMCallingInviteConfig
{
    /// <summary>What to push to invitees that are offline (R-DEL-5). Default null: the server's own choice.</summary>
    public ZIMPushConfig? pushConfig;
}
