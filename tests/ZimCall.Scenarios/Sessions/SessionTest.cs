using ZimCall.Scenarios.Simulation;
using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Sessions;

/// <summary>A backend in virtual time, and what tests of sessions need on it.</summary>
public abstract class SessionTest : IAsyncLifetime
{
    private CallPictures? _history;

    protected SessionTest() => Backend = new ZimTestBackend(new ZimTestBackendOptions
    {
        ConfigureServer = Configure,
        WrapStore = store => _history = new CallPictures(store),
    });

    internal ZimTestBackend Backend { get; }

    /// <summary>What was committed since the server started.</summary>
    internal CallPictures History => _history!;

    private protected static ZIMCallInviteConfig Advanced => new() { mode = ZIMCallInvitationMode.Advanced };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Backend.DisposeAsync();

    private protected virtual void Configure(ZimCallServerOptions options)
    {
    }

    private protected async Task<ToldDevice> LoginAsync(string userID, string? deviceId = null, Func<ZIMOptions, ZIMOptions>? configure = null)
    {
        var device = new ToldDevice(Backend.CreateZim(deviceId, configure));
        await device.Zim.LoginAsync(new ZIMUserInfo { userID = userID });
        await Backend.SettleAsync();
        device.Take();
        return device;
    }

    private protected async Task<string> InviteAsync(ToldDevice caller, params string[] invitees)
    {
        var invited = await caller.Zim.CallInviteAsync(invitees, Advanced);
        await Backend.SettleAsync();
        return invited.callID;
    }

    private protected Task AdvanceAsync(double seconds) => Backend.AdvanceAsync(TimeSpan.FromSeconds(seconds));

    private protected static void Forget(params ToldDevice[] devices) => Array.ForEach(devices, static device => device.Take());

    /// <summary>The error that a task ends with.</summary>
    private protected static async Task<ZIMErrorCode> CodeOfAsync(Task operation) =>
        (await operation.Awaiting(static task => task).Should().ThrowAsync<ZIMException>()).Which.Error.code;
}
