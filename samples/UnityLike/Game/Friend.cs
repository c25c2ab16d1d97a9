using ZimCall;

namespace UnityLike.Game;

/// <summary>
/// The other player, who would be in another process on another machine. Here it is a second instance, which ZIM does not have, made
/// with options; its events come on the thread pool.
/// </summary>
internal sealed class Friend : IAsyncDisposable
{
    private readonly ZIM _zim;

    public Friend(ZIMAppConfig config, string name)
    {
        Name = name;
        _zim = new ZIM(new ZIMOptions
        {
            AppID = config.appID,
            AppSign = config.appSign,
            ServerAddress = config.serverAddress.Length > 0 ? new Uri(config.serverAddress) : null,
            SynchronizationContext = new SynchronizationContext(),
            LoginTimeout = TimeSpan.FromSeconds(3),
        });
        _zim.OnCallInvitationReceived += static (zim, _, callID) => zim.CallAccept(callID, new ZIMCallAcceptConfig(), callback: null);
    }

    public string Name { get; }

    public Task LoginAsync() => _zim.LoginAsync(new ZIMUserInfo { userID = Name });

    public ValueTask DisposeAsync() => _zim.DisposeAsync();
}
