using Microsoft.Extensions.Logging;

namespace ZimCall.Server;

/// <summary>What a node does beside serving its devices, because there are others: most of it every second.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AuditPeriod = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ForgettingPeriod = TimeSpan.FromSeconds(30);

    private readonly ClusterSetup _setup;
    private readonly PeerLinks _links;
    private readonly NodeLease _lease;
    private readonly NoticeInbox _inbox;
    private readonly SessionAudit _audit;
    private readonly Resync _resync;
    private readonly Adoption _adoption;
    private readonly TimeProvider _time;
    private readonly BackgroundWork _work;
    private readonly ILogger _logger;
    private readonly List<PeriodicWork> _periodic = [];
    private PeriodicWork? _leaseWork;

    public ClusterNode(
        ClusterSetup setup,
        PeerLinks links,
        NodeLease lease,
        NoticeInbox inbox,
        SessionAudit audit,
        Resync resync,
        Adoption adoption,
        TimeProvider time,
        BackgroundWork work,
        ILogger logger)
    {
        (_setup, _links, _lease, _inbox, _audit) = (setup, links, lease, inbox, audit);
        (_resync, _adoption) = (resync, adoption);
        (_time, _work, _logger) = (time, work, logger);
    }

    /// <summary>Whether the other nodes take it for alive.</summary>
    public bool HoldsLease => _lease.IsHeld;

    /// <summary>Makes itself known to the others.</summary>
    /// <exception cref="CallStoreException">The directory cannot be reached.</exception>
    public async Task StartAsync()
    {
        _setup.Transport.Start(_setup.Self, Receive);
        await _lease.RenewAsync();
        _links.SendAlive();
        Every(Beat, "beat", BeatAsync);
        _leaseWork = Periodic(Beat, "lease", _lease.RenewAsync);
        Every(Beat, "resync", _resync.RunAsync);
        Every(Beat, "adoption", _adoption.RunAsync);
        Every(AuditPeriod, "audit", _audit.RunAsync);
        Every(ForgettingPeriod, "forgetting", _inbox.ForgetDesertedAsync);
    }

    /// <summary>Gives the node's devices to the others to look after.</summary>
    public async Task LeaveAsync()
    {
        StopTimers();
        await _lease.ReleaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        StopTimers();
        await _setup.Transport.DisposeAsync();
    }

    private void StopTimers()
    {
        _leaseWork?.Dispose();
        _periodic.ForEach(static each => each.Dispose());
    }

    private void Every(TimeSpan period, string what, Func<Task> work) => _periodic.Add(Periodic(period, what, work));

    private PeriodicWork Periodic(TimeSpan period, string what, Func<Task> work) => new(what, period, period, work, _time, _work, _logger);

    private Task BeatAsync()
    {
        _links.SendAlive();
        return Task.CompletedTask;
    }

    /// <summary>Begins here, so that notices of one call come to its gate in the order in which they were sent.</summary>
    private void Receive(NodeMessage message)
    {
        _links.Heard(message);
        if (_links.HasStranger)
        {
            // A node that has just started: the directory knows it.
            _leaseWork?.RunNow();
        }

        switch (message.BodyCase)
        {
            case NodeMessage.BodyOneofCase.Notice:
                _work.StartHere("notice", () => TryAsync(() => _inbox.ReceiveAsync(message.Notice)));
                break;
            case NodeMessage.BodyOneofCase.Taken:
                _work.StartHere("sessions taken", () => TryAsync(() => _audit.ReceiveAsync(message.Taken)));
                break;
            default:
                // Alive, or what a later version says.
                break;
        }
    }

    /// <summary>What cannot be taken in now is as good as lost, and made good like it.</summary>
    private async Task TryAsync(Func<Task> take)
    {
        try
        {
            await take();
        }
        catch (CallStoreException exception)
        {
            ServerLog.MessageNotTaken(_logger, exception);
            _links.PutBackGap();
        }
    }
}
