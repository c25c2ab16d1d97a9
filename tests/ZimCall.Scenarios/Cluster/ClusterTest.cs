using ZimCall.Scenarios.Sessions;
using ZimCall.Scenarios.Simulation;
using ZimCall.Scenarios.Stores;
using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Cluster;

/// <summary>Three nodes that share a store, in virtual time.</summary>
public abstract class ClusterTest : IAsyncLifetime
{
    private CallPictures? _history;

    protected ClusterTest() => Backend = new ZimTestBackend(new ZimTestBackendOptions
    {
        Nodes = 3,
        WrapStore = store => new FailingStore(_history = new CallPictures(store), () => IsStoreDown),
        WrapDirectory = directory => new FailingDirectory(directory, () => IsDirectoryDown),
    });

    internal ZimTestBackend Backend { get; }

    internal CallPictures History => _history!;

    /// <summary>Whether every access to the store fails.</summary>
    private protected bool IsStoreDown { get; set; }

    /// <summary>Whether every access to the directory of the nodes fails.</summary>
    private protected bool IsDirectoryDown { get; set; }

    private protected static ZIMCallInviteConfig Advanced => new() { mode = ZIMCallInvitationMode.Advanced };

    public async Task InitializeAsync()
    {
        await Backend.SettleAsync();

        // The nodes have met.
        await AdvanceAsync(2);
    }

    public async Task DisposeAsync() => await Backend.DisposeAsync();

    /// <summary>Logs in at a node, and leaves the device free to come back to any.</summary>
    private protected async Task<ToldDevice> LoginAsync(string userID, int node, string? deviceId = null)
    {
        var device = new ToldDevice(Backend.CreateZim(deviceId));
        Backend.Route(device.Zim, node);
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

    /// <summary>What a device was told, without what concerns its connection.</summary>
    private protected static IEnumerable<string> Events(ToldDevice device) => device.Take().Where(static told => !told.Contains('/', StringComparison.Ordinal));

    private protected static void Forget(params ToldDevice[] devices) => Array.ForEach(devices, static device => device.Take());

    private protected static async Task<ZIMErrorCode> CodeOfAsync(Task operation) =>
        (await operation.Awaiting(static task => task).Should().ThrowAsync<ZIMException>()).Which.Error.code;

    /// <summary>The nodes that hold a session of a user.</summary>
    private protected int[] NodesOf(string userID) =>
        [.. Backend.Backends.Select(static (node, index) => (node, index))
            .Where(each => !each.node.Sessions.Of(new UserKey(ZimTestBackend.AppID, userID)).IsEmpty)
            .Select(static each => each.index)];
}
