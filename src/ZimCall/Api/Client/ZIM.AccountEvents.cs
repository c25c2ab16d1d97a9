namespace ZimCall;

/// <content>The events of the connection and the account, each in two forms.</content>
public sealed partial class ZIM
{
    /// <summary>The connection changed its state (R-LOG-1). The C# event; raised after <see cref="onConnectionStateChanged"/>.</summary>
    public event OnConnectionStateChangedDelegate? OnConnectionStateChanged;

    /// <summary>
    /// The connection changed its state (R-LOG-1). ZIM's form, to be set or added to; raised before <see cref="OnConnectionStateChanged"/>.
    /// Adding is not atomic: set it up on one thread.
    /// </summary>
    public OnConnectionStateChangedDelegate? onConnectionStateChanged { get; set; }

    /// <summary>
    /// The token runs out soon: raised 30 s before, with the seconds that are left. Renew it with <see cref="RenewToken"/> or the instance
    /// will be disconnected (R-LOG-3). The C# event; raised after <see cref="onTokenWillExpire"/>.
    /// </summary>
    public event OnTokenWillExpireDelegate? OnTokenWillExpire;

    /// <summary>
    /// The token runs out soon: raised 30 s before, with the seconds that are left. Renew it with <see cref="RenewToken"/> or the instance
    /// will be disconnected (R-LOG-3). ZIM's form, to be set or added to; raised before <see cref="OnTokenWillExpire"/>. Adding is not
    /// atomic: set it up on one thread.
    /// </summary>
    public OnTokenWillExpireDelegate? onTokenWillExpire { get; set; }

    /// <summary>
    /// Something went wrong that no operation reports: a handler threw, or a call was lost. The C# event; raised after
    /// <see cref="onError"/>.
    /// </summary>
    public event OnErrorDelegate? OnError;

    /// <summary>
    /// Something went wrong that no operation reports: a handler threw, or a call was lost. ZIM's form, to be set or added to; raised
    /// before <see cref="OnError"/>. Adding is not atomic: set it up on one thread.
    /// </summary>
    public OnErrorDelegate? onError { get; set; }
}
