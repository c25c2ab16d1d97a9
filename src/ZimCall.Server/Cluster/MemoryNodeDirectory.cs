using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>The directory of nodes in one process: mostly of a single one.</summary>
internal sealed class MemoryNodeDirectory(TimeProvider time) : INodeDirectory
{
    private readonly Lock _lock = new();

    /// <summary>Each user's sessions, the oldest first.</summary>
    private readonly Dictionary<UserKey, ImmutableArray<DeviceSession>> _sessions = [];
    private readonly Dictionary<string, MemoryNode> _nodes = [];

    public ValueTask<DeviceOpening?> OpenAsync(DeviceLogin login, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var user = login.Session.User;
            var sessions = Of(user);
            var opening = DeviceOpening.Decide(Open(sessions), login);
            if (opening?.Before is { } before)
            {
                _sessions[user] = sessions.Replace(before, opening.Session);
            }
            else if (opening is not null)
            {
                var left = sessions.RemoveAll(session => session.DeviceId == login.Session.DeviceId || opening.Displaced.Contains(session));
                _sessions[user] = left.Add(opening.Session);
            }

            return ValueTask.FromResult(opening);
        }
    }

    public ValueTask<DeviceClosing> CloseAsync(DeviceSession session, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var sessions = Of(session.User);
            if (!sessions.Contains(session) || session.IsGone)
            {
                return ValueTask.FromResult(default(DeviceClosing));
            }

            var isLast = Open(sessions).Length == 1;
            Set(session.User, isLast ? sessions.Replace(session, session with { IsGone = true }) : sessions.Remove(session));
            return ValueTask.FromResult(new DeviceClosing(WasOpen: true, isLast));
        }
    }

    public ValueTask ForgetAsync(DeviceSession session, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Set(session.User, Of(session.User).RemoveAll(known => known.SessionId == session.SessionId && known.IsGone));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ImmutableArray<DeviceSession>> FindAsync(
        uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(userIds.SelectMany(userId => Open(Of(new UserKey(appId, userId)))).ToImmutableArray());
        }
    }

    public ValueTask<ImmutableArray<NodeInfo>> RenewAsync(NodeInfo node, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _nodes[node.Id] = new MemoryNode(node, time.NowMs(), HasLeft: false);
            return ValueTask.FromResult(_nodes.Values.Where(known => IsAlive(known, lease)).Select(static known => known.Info).ToImmutableArray());
        }
    }

    public ValueTask LeaveAsync(string nodeId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_nodes.TryGetValue(nodeId, out var node))
            {
                _nodes[nodeId] = node with { RenewedAt = time.NowMs(), HasLeft = true };
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ImmutableArray<LostDevice>> AdoptAsync(
        string nodeId, TimeSpan lease, int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var dead = _nodes.Values.Where(node => !IsAlive(node, lease)).ToDictionary(static node => node.Info.Id);
            if (dead.Count == 0)
            {
                return ValueTask.FromResult<ImmutableArray<LostDevice>>([]);
            }

            var lost = _sessions.Values.SelectMany(static sessions => sessions)
                .Where(session => dead.ContainsKey(session.NodeId)).Take(count).ToArray();
            if (lost.Length < count)
            {
                dead.Keys.ToList().ForEach(id => _nodes.Remove(id));
            }

            return ValueTask.FromResult(lost.Select(session =>
            {
                var adopted = session with { NodeId = nodeId };
                _sessions[session.User] = Of(session.User).Replace(session, adopted);
                return new LostDevice(adopted, dead[session.NodeId].RenewedAt);
            }).ToImmutableArray());
        }
    }

    private static ImmutableArray<DeviceSession> Open(ImmutableArray<DeviceSession> sessions)
    {
        foreach (var session in sessions)
        {
            if (session.IsGone)
            {
                return sessions.RemoveAll(static each => each.IsGone);
            }
        }

        return sessions;
    }

    private bool IsAlive(MemoryNode node, TimeSpan lease) => !node.HasLeft && time.NowMs() - node.RenewedAt < lease.TotalMilliseconds;

    private ImmutableArray<DeviceSession> Of(UserKey user) => _sessions.GetValueOrDefault(user, []);

    private void Set(UserKey user, ImmutableArray<DeviceSession> sessions)
    {
        if (sessions.IsEmpty)
        {
            _sessions.Remove(user);
        }
        else
        {
            _sessions[user] = sessions;
        }
    }

    private sealed record MemoryNode(NodeInfo Info, long RenewedAt, bool HasLeft);
}
