using System.Collections.Concurrent;
using System.Collections.Immutable;
using ZimCall.Core;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>
/// Up to which revision the sessions of this node have been told of each call. Steps that are made on different nodes
/// reach this one in any order, or not at all; told in that order a device would drop the older one as seen. What is said
/// of a call here is said behind its gate.
/// </summary>
internal sealed class ToldCalls(SessionRegistry sessions, Notifier notifier)
{
    private readonly ConcurrentDictionary<CallKey, ToldCall> _told = new();

    /// <summary>The calls that somebody here has been told of.</summary>
    public IEnumerable<CallKey> Keys => _told.Select(static told => told.Key);

    /// <summary>Up to which revision the sessions here know a call; null when none of them does.</summary>
    public long? RevisionOf(CallKey key) => _told.TryGetValue(key, out var told) ? told.Revision : null;

    /// <summary>Tells the sessions here what they have missed of a call, from the call as it is.</summary>
    public void BringUp(CallKey key, Call call)
    {
        var told = _told.GetValueOrDefault(key);
        if (told?.Revision >= call.Revision)
        {
            return;
        }

        foreach (var member in call.Members)
        {
            foreach (var session in sessions.Of(new UserKey(key.AppId, member.UserId)))
            {
                var known = session.Known(call.CallId, told?.Followers.Contains(session) == true ? told.Revision : null);
                if (notifier.CatchUp(call, member.UserId, session.DeviceId, known) is { } update)
                {
                    session.Send(new ServerFrame { Update = update });
                }
            }
        }

        Note(key, call.Revision, FollowingOf(call));
    }

    /// <summary>The sessions here have been told up to a revision.</summary>
    public void Note(CallKey key, long revision, IReadOnlyCollection<Following> following)
    {
        var followers = following.SelectMany(each => sessions.Of(new UserKey(key.AppId, each.UserId))
            .Where(session => each.DeviceId.Length == 0 || each.DeviceId == session.DeviceId));
        _told[key] = new ToldCall(revision, [.. following.Select(static each => each.UserId)], [.. followers]);
    }

    /// <summary>
    /// Some of the sessions here have been told up to a revision, by a notice that names them. Others of the same users, who have
    /// logged in since, follow the call only if their own catch-up told them of it.
    /// </summary>
    public void NoteReached(CallKey key, long revision, IReadOnlyCollection<Following> following, IReadOnlyCollection<Session> reached)
    {
        ImmutableArray<Session> before = _told.TryGetValue(key, out var told) ? told.Followers : [];
        Note(key, revision, following);
        _told[key] = _told[key] with { Followers = _told[key].Followers.RemoveAll(session => !before.Contains(session) && !reached.Contains(session)) };
    }

    /// <summary>A session that has just been told of a call, as it is known here, follows it from now on.</summary>
    public void Join(CallKey key, Session session)
    {
        if (_told.TryGetValue(key, out var told) && !told.Followers.Contains(session))
        {
            _told[key] = told with { Followers = told.Followers.Add(session) };
        }
    }

    /// <summary>
    /// Forgets a call that concerns nobody here any more, the second time that it is found so: a late notice of it must
    /// not be taken for one of a new call.
    /// </summary>
    public void ForgetIfDeserted(CallKey key)
    {
        if (!_told.TryGetValue(key, out var told))
        {
            return;
        }

        var followers = told.Followers.RemoveAll(session => !sessions.IsOpen(session));
        var isDeserted = told.ActiveUsers.All(userId => sessions.Of(new UserKey(key.AppId, userId)).IsEmpty);
        if (isDeserted && told.IsDeserted)
        {
            _told.TryRemove(key, out _);
        }
        else
        {
            _told[key] = told with { Followers = followers, IsDeserted = isDeserted };
        }
    }

    /// <summary>The devices that follow a call.</summary>
    public static IReadOnlyCollection<Following> FollowingOf(Call call) => call.State == CallState.Ended
        ? []
        : [.. call.Members.Where(static member => member.State.IsActive()).Select(static member => new Following
        {
            UserId = member.UserId,
            DeviceId = member.IsPending ? "" : member.PrimaryDevice,
        })];
}
