using Microsoft.Extensions.Logging;

namespace ZimCall.Server;

/// <summary>Puts together what a backend has only when it is one node of many.</summary>
internal sealed class ClusterParts
{
    private readonly ClusterSetup _setup;
    private readonly SessionRegistry _sessions;
    private readonly ICallStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PeerLinks _links;
    private readonly ToldCalls _told;
    private readonly NoticeInbox _inbox;
    private readonly SessionAudit _audit;

    public ClusterParts(
        ClusterSetup setup,
        SessionRegistry sessions,
        Notifier notifier,
        ICallStore store,
        KeyedGates<CallKey> gates,
        TimeProvider time,
        ILogger logger)
    {
        (_setup, _sessions, _store, _time, _logger) = (setup, sessions, store, time, logger);
        _links = new PeerLinks(setup.Self.Id, setup.Transport, time);
        _told = new ToldCalls(sessions, notifier);
        _inbox = new NoticeInbox(gates, store, sessions, _told, time);
        _audit = new SessionAudit(sessions, _links, logger);
        Relay = new ClusterRelay(setup.Self.Id, setup.Directory, _told, _links, time, logger);
    }

    public ICallRelay Relay { get; }

    public IOtherNodes OtherNodes => _audit;

    public ClusterNode ToNode(SessionAlarms alarms, SessionEnd end, BackgroundWork work)
    {
        var lease = new NodeLease(_setup.Self, _setup.Directory, _links, _time);
        return new ClusterNode(
            _setup,
            _links,
            lease,
            _inbox,
            _audit,
            new Resync(_links, _store, _sessions, _told, _inbox),
            new Adoption(_setup.Self, _setup.Directory, lease, _sessions, alarms, end),
            _time,
            work,
            _logger);
    }
}
