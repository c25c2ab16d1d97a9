using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace ZimCall.Server;

/// <summary>Who is logged in where on this node, and what a new login does to the old ones (R-DEV).</summary>
internal sealed class SessionRegistry(ZimCallServerOptions options, ReplyCaches replies)
{
    private readonly Lock _lock = new();

    /// <summary>Each user's sessions, the oldest first.</summary>
    private readonly ConcurrentDictionary<UserKey, ImmutableArray<Session>> _sessions = new();

    /// <summary>A user's sessions, the oldest first.</summary>
    public ImmutableArray<Session> Of(UserKey user) => _sessions.TryGetValue(user, out var sessions) ? sessions : [];

    /// <summary>Whether a user has a device online, or away for less than the heartbeat timeout.</summary>
    public bool IsOnline(UserKey user) => _sessions.ContainsKey(user);

    /// <summary>How many sessions there are.</summary>
    public int Count => _sessions.Values.Sum(static sessions => sessions.Length);

    /// <summary>Every session.</summary>
    public IEnumerable<Session> All => _sessions.Values.SelectMany(static sessions => sessions);

    /// <summary>
    /// The session of a device that logs in: the one it had, when the same client instance comes back in time, or a new
    /// one, which may push others out. A reconnect pushes nobody out: whoever stands in its way logged in later (R-DEV-1).
    /// </summary>
    /// <returns>The session; null when others have taken the place of the one that the client names.</returns>
    public Opened? Open(UserKey user, string deviceId, string instanceId, string sessionId)
    {
        lock (_lock)
        {
            var sessions = Of(user);
            var own = sessions.FirstOrDefault(session => session.DeviceId == deviceId);
            if (own is not null && own.InstanceId == instanceId)
            {
                return new Opened(own, own.SessionId == sessionId, []);
            }

            var isSingle = options.DeviceLoginPolicy == DeviceLoginPolicy.SingleDevice;
            var room = isSingle ? 0 : options.MaxDevicesPerUser - 1;
            var others = own is null ? sessions : sessions.Remove(own);
            var displaced = others[..Math.Max(0, others.Length - room)];
            if (own is not null)
            {
                displaced = displaced.Add(own);
            }

            if (sessionId.Length != 0 && !displaced.IsEmpty)
            {
                return null;
            }

            var opened = new Session(NewSessionId(), user, deviceId, instanceId, replies.Take(user, instanceId));
            _sessions[user] = [.. sessions.RemoveRange(displaced), opened];
            foreach (var session in displaced)
            {
                replies.Release(session.User, session.InstanceId);
            }

            return new Opened(opened, Resumed: false, displaced);
        }
    }

    /// <summary>A session is over.</summary>
    /// <returns>Whether it was open, and whether it was the user's last.</returns>
    public (bool WasOpen, bool WasLast) Close(Session session)
    {
        lock (_lock)
        {
            var left = Of(session.User).Remove(session);
            if (left.Length == Of(session.User).Length)
            {
                return (false, false);
            }

            if (left.IsEmpty)
            {
                _sessions.TryRemove(session.User, out _);
            }
            else
            {
                _sessions[session.User] = left;
            }

            replies.Release(session.User, session.InstanceId);
            return (true, left.IsEmpty);
        }
    }

    private static string NewSessionId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>A session that was opened.</summary>
    /// <param name="Session">The session.</param>
    /// <param name="Resumed">Whether it is the one the client named.</param>
    /// <param name="Displaced">Sessions that are over now and have to be told (R-DEV-1).</param>
    internal readonly record struct Opened(
        Session Session,
        bool Resumed,
        ImmutableArray<Session> Displaced);
}
