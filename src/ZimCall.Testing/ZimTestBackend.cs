using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using ZimCall.Server;
using ZimCall.Session;

namespace ZimCall.Testing;

/// <summary>
/// A backend in the process, for the tests of an app: the real SDK and the real server code, without sockets, in virtual
/// time. A ring time of 90 seconds takes no time at all, and everything that happens at one moment has happened when
/// <see cref="SettleAsync"/> returns.
/// </summary>
/// <remarks>
/// Members may be used from any thread, but one after another. The instances' handlers run on the thread pool, one at a time
/// per instance, unless the instance was given a synchronization context of its own; then <see cref="SettleAsync"/> does not
/// know what it still has to do.
/// </remarks>
public sealed class ZimTestBackend : IAsyncDisposable
{
    /// <summary>The one app's AppID.</summary>
    public const uint AppID = 1;

    /// <summary>The one app's AppSign.</summary>
    public const string AppSign = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    /// <summary>The one app's ServerSecret, for tokens.</summary>
    public const string ServerSecret = "0123456789abcdef0123456789abcdef";

    private readonly Activity _activity = new();
    private readonly TestScheduler _scheduler;
    private readonly IRandomSource _random;
    private readonly ZimTestBackendOptions _options;
    private readonly ZimCallServerOptions _serverOptions = new();
    private readonly InProcessNetwork? _pipes;
    private readonly ITestNetwork _network;
    private readonly ConditionalWeakTable<ZIM, DeviceNetwork> _networks = [];
    private readonly List<ZIM> _instances = [];
    private readonly ZimCallBackend?[] _backends;
    private readonly INodeDirectory _directory;
    private ICallStore _store;
    private int _lastNodeId;

    /// <summary>Starts a backend.</summary>
    /// <param name="options">How it behaves; null for the defaults.</param>
    public ZimTestBackend(ZimTestBackendOptions? options = null)
        : this(options, null)
    {
    }

    internal ZimTestBackend(ZimTestBackendOptions? options, Func<ZimTestBackend, ITestNetwork>? network)
    {
        _options = options ?? new ZimTestBackendOptions();
        Time = new VirtualTime(_options.Start);
        var seeded = _options.Seed is { } seed ? new Random(seed) : null;
        _scheduler = new TestScheduler(_activity, seeded is null ? null : new Random(seeded.Next()));
        _random = seeded is null ? CryptoRandomSource.Instance : new SeededRandomSource(new Random(seeded.Next()));
        _serverOptions.Apps.Add(new ZimCallApp(AppID, AppSign, ServerSecret));
        _options.ConfigureServer?.Invoke(_serverOptions);
        _store = NewStore();
        INodeDirectory directory = new MemoryNodeDirectory(Time);
        _directory = _options.WrapDirectory?.Invoke(directory) ?? directory;
        NodeNetwork = new NodeNetwork(_scheduler, Time, seeded is null ? new Random(0) : new Random(seeded.Next()));
        _backends = new ZimCallBackend?[_options.Nodes];
        _pipes = network is null ? new InProcessNetwork(_scheduler, _options.Nodes) : null;
        for (var node = 0; node < _options.Nodes; node++)
        {
            Start(node);
        }

        _network = _pipes ?? network!(this);
    }

    /// <summary>The clock of the server and of every instance.</summary>
    public VirtualTime Time { get; }

    /// <summary>The server's store, to look into.</summary>
    public ICallStore Store => _store;

    /// <summary>The first node that lives.</summary>
    internal ZimCallBackend Backend => Backends.FirstOrDefault() ?? throw new InvalidOperationException("The server is stopped.");

    /// <summary>The nodes that live.</summary>
    internal IEnumerable<ZimCallBackend> Backends => _backends.OfType<ZimCallBackend>();

    /// <summary>The network between the nodes.</summary>
    internal NodeNetwork NodeNetwork { get; }

    internal Activity Activity => _activity;

    internal ZimCallServerOptions ServerOptions => _serverOptions;

    /// <summary>Makes an instance that is not logged in: a device of its own on this backend.</summary>
    /// <param name="deviceId">The device's id; null for a random one.</param>
    /// <param name="configure">Changes the options; null to take them as they are.</param>
    public ZIM CreateZim(string? deviceId = null, Func<ZIMOptions, ZIMOptions>? configure = null)
    {
        var options = new ZIMOptions
        {
            AppID = AppID,
            AppSign = AppSign,
            DeviceId = deviceId,
            TimeProvider = Time,
            LoggerFactory = _options.LoggerFactory,
            SynchronizationContext = new TestContext(_activity),
        };
        var network = new DeviceNetwork(Time);
        var zim = new ZIM(configure?.Invoke(options) ?? options, (resolved, events) => new ZimEngine(resolved, events, new ZimRuntime
        {
            Transport = new DeviceTransport(network, _network, _activity),
            Scheduler = _scheduler,
            Random = _random,
        }));
        _networks.Add(zim, network);
        lock (_instances)
        {
            _instances.Add(zim);
        }

        return zim;
    }

    /// <summary>Makes an instance and logs a user in on it, by AppSign.</summary>
    /// <param name="userID">The user; registered from now on.</param>
    /// <param name="deviceId">The device's id; null for a random one.</param>
    /// <exception cref="ZIMException">The login was refused.</exception>
    public async Task<ZIM> LoginAsync(string userID, string? deviceId = null)
    {
        var zim = CreateZim(deviceId);
        await zim.LoginAsync(new ZIMUserInfo { userID = userID });
        return zim;
    }

    /// <summary>Registers users without logging them in: they can be invited (R-INV-5).</summary>
    public async Task RegisterAsync(params string[] userIDs) =>
        await Store.RegisterAsync(AppID, [.. userIDs], CancellationToken.None);

    /// <summary>Waits until everything that can happen at this moment has happened, handlers included.</summary>
    public Task SettleAsync() => _activity.WhenQuietAsync();

    /// <summary>Lets time pass, from one thing that is due to the next, and everything settle at each.</summary>
    /// <param name="time">How much; not negative.</param>
    public async Task AdvanceAsync(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var end = Time.GetUtcNow() + time;
        while (true)
        {
            await SettleAsync();
            var ringing = Time.MoveToNext(end);
            _scheduler.RunTogether([.. ringing.Select(static timer => (Action)timer.Ring)]);
            if (ringing.Count == 0)
            {
                await SettleAsync();
                return;
            }
        }
    }

    /// <summary>
    /// Begins several things at one moment and waits until all that they cause has happened. Nothing of that happens before the
    /// action is over; then it happens in an order that the seed decides.
    /// </summary>
    /// <param name="action">Begins them, and waits for nothing: calls the forms with callbacks, or keeps the tasks for later.</param>
    public Task AtOnceAsync(Action action)
    {
        _scheduler.Run(action);
        return SettleAsync();
    }

    /// <summary>The instance's network goes silent: nothing passes in either direction, and nobody is told.</summary>
    public void Drop(ZIM zim) => NetworkOf(zim).Silence();

    /// <summary>The instance's network is back; returns when the instance is connected again, without time passing.</summary>
    /// <exception cref="InvalidOperationException">It cannot connect: it is logged out, or the server is stopped.</exception>
    public async Task ResumeAsync(ZIM zim)
    {
        ArgumentNullException.ThrowIfNull(zim);
        var network = NetworkOf(zim);
        await AtOnceAsync(network.Restore);
        await ReconnectAsync(zim);
    }

    /// <summary>Breaks the instance's connection; it reconnects by itself as time passes.</summary>
    public void BreakConnection(ZIM zim) => _scheduler.Run(NetworkOf(zim).Break);

    /// <summary>How long each frame of the instance takes, each way; time has to pass for it to arrive.</summary>
    public void Delay(ZIM zim, TimeSpan delay) => NetworkOf(zim).Delay = delay;

    /// <summary>Whether every frame from the server reaches the instance twice.</summary>
    public void Duplicate(ZIM zim, bool duplicate = true) => NetworkOf(zim).Duplicates = duplicate;

    /// <summary>
    /// The instance's process dies: its connection breaks, and it says nothing any more. To the server it is a device that has
    /// fallen silent (R-GONE).
    /// </summary>
    public async Task CrashAsync(ZIM zim)
    {
        ArgumentNullException.ThrowIfNull(zim);
        var network = NetworkOf(zim);
        lock (_instances)
        {
            _instances.Remove(zim);
        }

        var disposed = ValueTask.CompletedTask;
        await AtOnceAsync(() =>
        {
            network.Silence();
            network.Break();
            disposed = zim.DisposeAsync();
        });

        // Its connection is broken, so it waits for nobody's word.
        await disposed;
    }

    /// <summary>The server dies and with it, its store being its memory, every call; another one starts in its place.</summary>
    public async Task CrashServerAsync()
    {
        if (_pipes is null || _backends.Length > 1)
        {
            throw new NotSupportedException("Only the single server in the process can be crashed.");
        }

        await StopAsync(0);
        _store = NewStore();
        Start(0);
    }

    /// <summary>A node dies, and the connections of its devices break; the store and the other nodes go on.</summary>
    /// <param name="node">Which, from 0.</param>
    public Task CrashNodeAsync(int node)
    {
        RequireNodes();
        return StopAsync(node);
    }

    /// <summary>A node that died is started again.</summary>
    /// <param name="node">Which, from 0.</param>
    public void StartNode(int node)
    {
        RequireNodes();
        Start(node);
    }

    /// <summary>Cuts the link between two nodes, which still share the store; nobody is told.</summary>
    /// <param name="one">The one, from 0.</param>
    /// <param name="other">The other.</param>
    /// <param name="isCut">False to mend it.</param>
    public void Partition(int one, int other, bool isCut = true)
    {
        RequireNodes();
        NodeNetwork.Cut(NodeIdOf(one), NodeIdOf(other), isCut);
    }

    /// <summary>Which node the instance's next connections go to, as long as it lives; null for any.</summary>
    /// <param name="zim">The instance.</param>
    /// <param name="node">Which, from 0.</param>
    public void Route(ZIM zim, int? node) => NetworkOf(zim).Node = node;

    /// <summary>Disposes of every instance, and stops the server.</summary>
    public async ValueTask DisposeAsync()
    {
        ZIM[] instances;
        lock (_instances)
        {
            instances = [.. _instances];
            _instances.Clear();
        }

        var disposed = Task.WhenAll(instances.Select(static zim => zim.DisposeAsync().AsTask()));
        await SettleAsync();
        if (!disposed.IsCompleted)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(3));
        }

        await disposed;
        foreach (var backend in Backends)
        {
            await backend.DisposeAsync();
        }

        await _network.DisposeAsync();
    }

    /// <summary>The network of an instance of this backend.</summary>
    internal DeviceNetwork NetworkOf(ZIM zim) =>
        _networks.TryGetValue(zim, out var network)
            ? network
            : throw new ArgumentException("The instance is not of this backend.", nameof(zim));

    private async Task ReconnectAsync(ZIM zim)
    {
        // Twice: a try that was under way while the network was gone may have to fail first.
        for (var i = 0; i < 2 && zim.ConnectionState != ZIMConnectionState.Connected; i++)
        {
            zim.ReconnectNow();
            await SettleAsync();
        }

        if (zim.ConnectionState != ZIMConnectionState.Connected)
        {
            throw new InvalidOperationException($"The instance does not connect: it is {zim.ConnectionState}.");
        }
    }

    private void RequireNodes()
    {
        if (_pipes is null || _backends.Length == 1)
        {
            throw new NotSupportedException("There is only one node.");
        }
    }

    private string NodeIdOf(int node) => (_backends[node] ?? throw new InvalidOperationException("The node is stopped.")).NodeId;

    private async Task StopAsync(int node)
    {
        var dead = _backends[node] ?? throw new InvalidOperationException("The node is stopped.");
        NodeNetwork.Remove(dead.NodeId);
        await AtOnceAsync(() => _pipes!.Attach(node, null));
        _backends[node] = null;
        await dead.DisposeAsync();
    }

    private void Start(int node)
    {
        var backend = new ZimCallBackend(
            _serverOptions,
            _store,
            Time,
            _options.LoggerFactory ?? NullLoggerFactory.Instance,
            _scheduler,
            _options.Nodes == 1 ? null : NewNode(node),
            new BackendParts { Push = _options.PushGateway, CallbackSender = _options.CallbackSender });
        _backends[node] = backend;
        backend.StartAsync().GetAwaiter().GetResult();
        _pipes?.Attach(node, backend);
    }

    private ClusterSetup NewNode(int node)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"node{node}.{++_lastNodeId}");
        return new ClusterSetup(new NodeInfo(id, ""), _directory, NodeNetwork.WayFor(id));
    }

    private ICallStore NewStore()
    {
        ICallStore store = new MemoryCallStore(_serverOptions.EndedCallRetention, _serverOptions.MaxEndedCalls)
        {
            IsShared = _options.Nodes > 1,
        };
        return _options.WrapStore?.Invoke(store) ?? store;
    }
}
