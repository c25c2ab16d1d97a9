using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ZimCall.Core;
using ZimCall.Server.Api;

namespace ZimCall.Server;

/// <summary>The backend without a network: everything behind the connections, put together.</summary>
internal sealed class ZimCallBackend : IAsyncDisposable
{
    private readonly ServerMetrics _metrics;
    private readonly ReplyCaches _replies;
    private readonly KeyedGates<CallKey> _gates = new();
    private readonly CallService _calls;
    private readonly DoubtfulCommits _doubtful;
    private readonly DeadlineSweep _sweep;
    private readonly LeftBehind? _leftBehind;
    private readonly SessionEnd _end;
    private readonly SessionAlarms _alarms;
    private readonly ClusterNode? _node;
    private readonly CallbackSender? _ownSender;
    private readonly PushService _push;
    private readonly BackgroundWork _work;
    private readonly SignalingService _signaling;
    private readonly ILogger _logger;

    /// <summary>Puts it together.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="store">Where calls are kept.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="loggerFactory">Where it logs.</param>
    /// <param name="scheduler">Runs all of it; tests give their own, to know when everything is quiet.</param>
    /// <param name="cluster">What makes it one node of many; null when it is the only one.</param>
    /// <param name="given">Parts to take instead of its own; null for none.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message names every problem.</exception>
    public ZimCallBackend(
        ZimCallServerOptions options,
        ICallStore store,
        TimeProvider time,
        ILoggerFactory loggerFactory,
        TaskScheduler scheduler,
        ClusterSetup? cluster = null,
        BackendParts? given = null)
    {
        if (options.FindProblems() is { Count: > 0 } problems)
        {
            throw new ArgumentException($"The server's options are wrong: {string.Join("; ", problems)}.", nameof(options));
        }

        _logger = loggerFactory.CreateLogger("ZimCall.Server");
        Store = store;
        _metrics = new ServerMetrics(time);
        _work = new BackgroundWork(scheduler, _logger);
        _replies = new ReplyCaches(time);
        var directory = cluster?.Directory ?? new MemoryNodeDirectory(time);
        NodeId = cluster?.Self.Id ?? "";
        Sessions = new SessionRegistry(options, directory, NodeId, _replies);
        var notifier = new Notifier(Sessions, time);
        var parts = cluster is null ? null : new ClusterParts(cluster, Sessions, notifier, store, _gates, time, _logger);
        _doubtful = new DoubtfulCommits(store, Sessions, time, _work);
        var relay = parts?.Relay ?? new SingleNodeRelay(_doubtful);
        _ownSender = given?.CallbackSender is null ? new CallbackSender(options, time) : null;
        Callbacks = new CallbackDelivery(options, store.Outbox, given?.CallbackSender ?? _ownSender!, NewOwner(), time, _work, _logger);
        var maker = new CallbackMaker(options, time);
        var webhook = new WebhookPushGateway(maker, store.Outbox, Callbacks.Wake, time);
        _push = given?.Push is { } gateway
            ? new PushService(gateway, static _ => true, Sessions, time, _work, _logger)
            : new PushService(webhook, webhook.Serves, Sessions, time, _work, _logger);
        _calls = new CallService(
            store,
            new CallRules(options.ToPolicy()),
            notifier,
            relay,
            _gates,
            new CallCallbacks(maker, Sessions.IsOnlineAsync),
            Callbacks.Wake,
            _metrics.Calls,
            time,
            _push,
            _work);
        var users = new UserCallbacks(maker, store.Outbox, Callbacks.Wake, time, _logger);
        _sweep = new DeadlineSweep(store, _calls, time, _work, _logger);
        _end = new SessionEnd(Sessions, directory, store, _calls, users, time, _work, _logger);
        _leftBehind = cluster is null && store.OutlivesProcess ? new LeftBehind(options, store, _end, time, _work) : null;
        _alarms = new SessionAlarms(options, _end, time, _work);
        _node = parts?.ToNode(_alarms, _end, _work);
        var login = new LoginVerifier(options, time);
        var facts = new CommandFacts(options, store, Sessions, _push);
        var overload = new OverloadWatch(
            options.MaxConcurrentRequests, options.MaxSchedulingDelay, time, look => _work.Start("overload watch", () => DoAsync(look)));
        var limits = new TrafficLimits(options, Sessions, overload, time);
        var operations = new OperationService(options, store, facts, limits, _calls, login, _alarms, _metrics.Requests, _logger);
        Inspector = new BackendInspector(options, Sessions, store);
        Api = new ServerApiEndpoint(new ApiGuard(options, time), new ServerApi(store, facts, _calls, _end), _metrics.Requests, _logger);
        CallbackMetrics.Observe(_metrics.Meter, Callbacks, _work);
        SessionMetrics.Observe(_metrics.Meter, Sessions, overload, cluster?.Transport);
        _signaling = new SignalingService(
            options, login, limits, Sessions, parts?.OtherNodes ?? new NoOtherNodes(), _alarms, _end, store, _calls, notifier, relay, operations, users, _metrics.Requests, time, _logger);
    }

    public ICallStore Store { get; }

    public SessionRegistry Sessions { get; }

    /// <summary>What its operator looks through.</summary>
    public BackendInspector Inspector { get; }

    /// <summary>What it measures.</summary>
    public Meter Meter => _metrics.Meter;

    /// <summary>What business servers talk to.</summary>
    public ServerApiEndpoint Api { get; }

    /// <summary>The callbacks on their way.</summary>
    public CallbackDelivery Callbacks { get; }

    /// <summary>The node's name among others; empty for a single one.</summary>
    public string NodeId { get; }

    /// <summary>Whether the other nodes take this one for alive; a single node needs no lease.</summary>
    public bool HoldsLease => _node?.HoldsLease ?? true;

    /// <summary>How many alarms are set for the sessions.</summary>
    public int SessionAlarms => _alarms.Count;

    /// <summary>How many client instances' answers are kept.</summary>
    public int RememberedInstances => _replies.Count;

    /// <summary>Makes the node known to the others, if there are any. Connections are served from then on.</summary>
    /// <exception cref="CallStoreException">The directory of the nodes cannot be reached.</exception>
    public Task StartAsync() => _node is null ? Task.CompletedTask : _work.RunAsync(_node.StartAsync);

    /// <summary>Leaves the devices to the other nodes, if there are any. Nothing is told of anybody's absence.</summary>
    public Task LeaveAsync() => _node is null ? Task.CompletedTask : _work.RunAsync(_node.LeaveAsync);

    /// <summary>Serves one connection until it ends; a refused login and a broken frame are logged and thrown on.</summary>
    public Task RunAsync(IFrameConnection connection, CancellationToken cancellationToken) =>
        _work.RunAsync(async () =>
        {
            try
            {
                await _signaling.RunAsync(connection, cancellationToken);
            }
            catch (LoginRefusedException refused)
            {
                _metrics.Requests.LoggedIn(refused.Code);
                ServerLog.LoginRefused(_logger, connection.Remote, refused.Code, refused.Message);
                throw;
            }
            catch (BadFrameException bad)
            {
                ServerLog.BadConnection(_logger, connection.Remote, bad.Message);
                throw;
            }
        });

    private static Task DoAsync(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        Callbacks.Dispose();
        _alarms.Dispose();
        _end.Dispose();
        _doubtful.Dispose();
        _sweep.Dispose();
        _leftBehind?.Dispose();
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        await _work.DrainAsync();
        _calls.Dispose();
        _ownSender?.Dispose();
        _push.Dispose();
        _gates.Dispose();
        Sessions.Dispose();
        _replies.Dispose();
    }

    /// <summary>Whose the callbacks under way are: this start's, on this node.</summary>
    private string NewOwner() => $"{NodeId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
}
