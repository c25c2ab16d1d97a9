using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>
/// Looks into a running backend, for its operator: calls, of all nodes that share the store, and the sessions of this node.
/// It changes nothing. May be used from any thread.
/// </summary>
public sealed class BackendInspector
{
    private readonly SessionRegistry _sessions;
    private readonly ICallStore _store;

    internal BackendInspector(ZimCallServerOptions options, SessionRegistry sessions, ICallStore store)
    {
        (_sessions, _store) = (sessions, store);
        AppIds = [.. options.Apps.Select(static app => app.AppId)];
    }

    /// <summary>The apps that are served.</summary>
    public ImmutableArray<uint> AppIds { get; }

    /// <summary>How many sessions this node has.</summary>
    public int SessionCount => _sessions.Count;

    /// <summary>The sessions of this node.</summary>
    /// <param name="userIdPart">Only of users whose userID contains this, in any case; empty for all.</param>
    /// <param name="count">How many at the most.</param>
    public ImmutableArray<SessionInfo> FindSessions(string userIdPart, int count) =>
    [
        .. _sessions.All
            .Where(session => session.User.UserId.Contains(userIdPart, StringComparison.OrdinalIgnoreCase))
            .Take(count)
            .OrderBy(static session => session.User.AppId).ThenBy(static session => session.User.UserId, StringComparer.Ordinal)
            .Select(static session => new SessionInfo(
                session.User,
                session.DeviceId,
                session.IsConnected,
                DateTimeOffset.FromUnixTimeMilliseconds(session.LastHeard))),
    ];

    /// <summary>Calls that go on; of more than are asked for any, those shown the newest first.</summary>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CallStoreException">The store failed.</exception>
    public ValueTask<ImmutableArray<AppCall>> FindLiveCallsAsync(int count, CancellationToken cancellationToken) =>
        _store.FindLiveAsync(count, cancellationToken);

    /// <summary>The calls that a user is or was a member of, in any app, the newest first.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="count">How many of each app at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CallStoreException">The store failed.</exception>
    public async ValueTask<ImmutableArray<AppCall>> FindCallsOfAsync(string userId, int count, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<AppCall>();
        foreach (var appId in AppIds)
        {
            var page = await _store.FindHistoryAsync(new UserKey(appId, userId), 0, count, cancellationToken);
            found.AddRange(page!.Calls.Select(call => new AppCall(appId, call)));
        }

        found.Sort(static (x, y) => y.Call.CreateTime.CompareTo(x.Call.CreateTime));
        return found.DrainToImmutable();
    }

    /// <summary>The calls of a name, in every app that has one, each with its history.</summary>
    /// <param name="callId">The name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CallStoreException">The store failed.</exception>
    public async ValueTask<ImmutableArray<CallRecord>> FindCallsAsync(string callId, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<CallRecord>();
        foreach (var key in AppIds.Select(appId => new CallKey(appId, callId)).Where(_ => Limits.IsCallId(callId)))
        {
            // In this order: what has happened between the two reads is in the history and not yet in the call.
            if (await _store.FindAsync(key, cancellationToken) is { } call)
            {
                found.Add(new CallRecord(key.AppId, call, await _store.FindChangesAsync(key, cancellationToken)));
            }
        }

        return found.DrainToImmutable();
    }
}
