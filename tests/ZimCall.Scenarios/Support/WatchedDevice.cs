using ZimCall.Testing;

namespace ZimCall.Scenarios;

/// <summary>A device, and what it was told, in short words and in order.</summary>
internal sealed class WatchedDevice
{
    private readonly Lock _lock = new();
    private readonly ZimTestBackend _backend;
    private List<string> _told = [];

    public WatchedDevice(ZimTestBackend backend, ZIM zim)
    {
        (_backend, Zim) = (backend, zim);
        zim.OnConnectionStateChanged += (_, state, why, _) => Note($"{state}/{why}");
        zim.OnTokenWillExpire += (_, seconds) => Note($"TokenWillExpire {seconds}");
        zim.OnError += (_, error) => Note($"Error {(int)error.code}");
        zim.OnCallInvitationCreated += (_, _, _) => Note("Created");
        zim.OnCallInvitationReceived += (_, _, _) => Note("Received");
        zim.OnCallInvitationCancelled += (_, _, _) => Note("Cancelled");
        zim.OnCallInvitationTimeout += (_, _, _) => Note("Timeout");
        zim.OnCallInvitationEnded += (_, _, _) => Note("Ended");
        zim.OnCallUserStateChanged += (_, info, _) =>
            Note($"Changed {string.Join(' ', info.callUserList.Select(static user => $"{user.userID}={user.state}"))}");
    }

    public ZIM Zim { get; }

    public static WatchedDevice Create(ZimTestBackend backend, string? deviceId = null, Func<ZIMOptions, ZIMOptions>? configure = null) =>
        new(backend, backend.CreateZim(deviceId, configure));

    /// <summary>Logs in on a device of its own, and forgets what that told.</summary>
    public static async Task<WatchedDevice> LoginAsync(ZimTestBackend backend, string user, string? deviceId = null, string? token = null)
    {
        var device = Create(backend, deviceId);
        await device.LoginAsync(user, token);
        return device;
    }

    public async Task LoginAsync(string user, string? token = null)
    {
        await Zim.LoginAsync(new ZIMUserInfo { userID = user }, token);
        await TakeAsync();
    }

    /// <summary>The code of a login that is refused.</summary>
    public async Task<int> CodeOfLoginAsync(string user, string? token = null) =>
        await CodeOfAsync(() => Zim.LoginAsync(new ZIMUserInfo { userID = user }, token));

    public static async Task<int> CodeOfAsync(Func<Task> operation)
    {
        try
        {
            await operation();
            return 0;
        }
        catch (ZIMException refused)
        {
            return (int)refused.Error.code;
        }
    }

    /// <summary>Takes what the device was told since the last time, when everything is quiet.</summary>
    public async Task<string[]> TakeAsync()
    {
        await _backend.SettleAsync();
        lock (_lock)
        {
            string[] told = [.. _told];
            _told = [];
            return told;
        }
    }

    private void Note(string what)
    {
        lock (_lock)
        {
            _told.Add(what);
        }
    }
}
