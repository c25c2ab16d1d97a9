using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace ZimCall.Server;

/// <summary>
/// The sessions on this node. Which node has which session is the directory's to say; here is what it said, one change
/// of a user's sessions after the other.
/// </summary>
internal sealed class SessionRegistry(
    ZimCallServerOptions options, INodeDirectory directory, string nodeId, ReplyCaches replies) : IDisposable
{
    private readonly KeyedGates<UserKey> _gates = new();

    /// <summary>Each user's sessions, the oldest first.</summary>
    private readonly ConcurrentDictionary<UserKey, ImmutableArray<Session>> _sessions = new();
    private readonly ConcurrentDictionary<uint, int> _countByApp = new();

    /// <summary>A user's sessions on this node, the oldest first.</summary>
    public ImmutableArray<Session> Of(UserKey user) => _sessions.TryGetValue(user, out var sessions) ? sessions : [];

    /// <summary>Whether a session is one of this node's.</summary>
    public bool IsOpen(Session session) => Of(session.User).Contains(session);

    /// <summary>How many sessions there are.</summary>
    public int Count => _sessions.Values.Sum(static sessions => sessions.Length);

    /// <summary>How many sessions an app has.</summary>
    public int CountOf(uint appId) => _countByApp.GetValueOrDefault(appId);

    /// <summary>Every session.</summary>
    public IEnumerable<Session> All => _sessions.Values.SelectMany(static sessions => sessions);

    /// <summary>The users who have a session here.</summary>
    public IEnumerable<UserKey> Users => _sessions.Select(static user => user.Key);

    /// <summary>Whether a user has a device online on any node, or away for less than the heartbeat timeout.</summary>
    public async ValueTask<bool> IsOnlineAsync(UserKey user) =>
        _sessions.ContainsKey(user) || !(await directory.FindAsync(user.AppId, [user.UserId], CancellationToken.None)).IsEmpty;

    /// <summary>Those of some users who have no device online on any node.</summary>
    public async ValueTask<ImmutableHashSet<string>> FindOfflineAsync(uint appId, ImmutableArray<string> userIds)
    {
        var elsewhere = userIds.Where(userId => !_sessions.ContainsKey(new UserKey(appId, userId))).ToImmutableArray();
        var online = await directory.FindAsync(appId, elsewhere, CancellationToken.None);
        return elsewhere.ToImmutableHashSet().Except(online.Select(static session => session.User.UserId));
    }

    /// <summary>
    /// The session of a device that logs in: the one it had, when the same client instance comes back in time, or a new
    /// one, which may push others out (<see cref="DeviceOpening.Decide"/>).
    /// </summary>
    /// <returns>The session; null when others have taken the place of the one that the client names.</returns>
    public async ValueTask<OpenedSession?> OpenAsync(
        UserKey user, string deviceId, string instanceId, string namedSessionId, long now, string userName = "")
    {
        using var passage = await _gates.EnterAsync(user);
        var room = options.DeviceLoginPolicy == DeviceLoginPolicy.SingleDevice ? 0 : options.MaxDevicesPerUser - 1;
        var fresh = new DeviceSession(user, deviceId, NewSessionId(), instanceId, nodeId);
        if (await directory.OpenAsync(new DeviceLogin(fresh, namedSessionId, room), CancellationToken.None) is not { } opening)
        {
            return null;
        }

        var before = Of(user);
        var over = opening.Displaced.Select(static session => session.SessionId).ToHashSet();
        var displaced = before.RemoveAll(session => !over.Contains(session.SessionId));
        var own = before.FirstOrDefault(session => session.SessionId == opening.Session.SessionId);
        var session = own ?? new Session(opening.Session.SessionId, user, deviceId, instanceId, replies.Take(user, instanceId))
        {
            UserName = userName,
            LoginTime = opening.Before is null ? now : 0,
        };
        session.Heard(now);
        Set(user, own is null ? before.RemoveRange(displaced).Add(session) : before);
        foreach (var each in displaced)
        {
            replies.Release(each.User, each.InstanceId);
        }

        return new OpenedSession(session, opening.Before is not null && opening.Session.SessionId == namedSessionId, displaced)
        {
            IsNew = opening.Before is null,
            Elsewhere = Elsewhere(opening),
        };
    }

    /// <summary>A session is over.</summary>
    /// <param name="session">The session.</param>
    /// <param name="isStillDue">Asked whether the reason still holds: the device may have come back at the last moment.</param>
    /// <returns>Whether it was open, and whether it was the user's last on any node.</returns>
    public async ValueTask<DeviceClosing> CloseAsync(Session session, Func<bool> isStillDue)
    {
        using var passage = await _gates.EnterAsync(session.User);
        if (!IsOpen(session) || !isStillDue())
        {
            return default;
        }

        var closing = await directory.CloseAsync(PlaceOf(session), CancellationToken.None);
        Remove(session);
        return closing;
    }

    /// <summary>Takes in a device whose node is dead; it may come back within its time.</summary>
    public async ValueTask<Session> AdoptAsync(LostDevice lost)
    {
        var (user, deviceId, sessionId, instanceId, _) = lost.Session;
        using var passage = await _gates.EnterAsync(user);
        if (Of(user).FirstOrDefault(session => session.SessionId == sessionId) is { } known)
        {
            return known;
        }

        var session = new Session(sessionId, user, deviceId, instanceId, replies.Take(user, instanceId));
        session.Heard(lost.Since);
        Set(user, Of(user).Add(session));
        return session;
    }

    /// <summary>Lets go of a user's sessions that the directory says are no longer of this node.</summary>
    public async ValueTask<ImmutableArray<Session>> LetGoAsync(UserKey user)
    {
        using var passage = await _gates.EnterAsync(user);
        var known = await directory.FindAsync(user.AppId, [user.UserId], CancellationToken.None);
        var mine = known.Where(session => session.NodeId == nodeId).Select(static session => session.SessionId).ToHashSet();
        var strays = Of(user).RemoveAll(session => mine.Contains(session.SessionId));
        foreach (var stray in strays)
        {
            Remove(stray);
        }

        return strays;
    }

    /// <summary>How the directory knows a session of this node.</summary>
    public DeviceSession PlaceOf(Session session) =>
        new(session.User, session.DeviceId, session.SessionId, session.InstanceId, nodeId);

    public void Dispose() => _gates.Dispose();

    private static string NewSessionId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private ImmutableArray<(DeviceSession Session, bool IsOver)> Elsewhere(DeviceOpening opening)
    {
        var over = opening.Displaced.Where(session => session.NodeId != nodeId).Select(static session => (session, true));
        return opening.Before is { } moved && moved.NodeId != nodeId ? [.. over, (moved, false)] : [.. over];
    }

    private void Remove(Session session)
    {
        Set(session.User, Of(session.User).Remove(session));
        replies.Release(session.User, session.InstanceId);
    }

    private void Set(UserKey user, ImmutableArray<Session> sessions)
    {
        var more = sessions.Length - Of(user).Length;
        _countByApp.AddOrUpdate(user.AppId, more, (_, count) => count + more);
        if (sessions.IsEmpty)
        {
            _sessions.TryRemove(user, out _);
        }
        else
        {
            _sessions[user] = sessions;
        }
    }
}
