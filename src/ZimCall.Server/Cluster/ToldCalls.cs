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
        var told = RevisionOf(key);
        if (told >= call.Revision)
        {
            return;
        }

        foreach (var member in call.Members)
        {
            foreach (var session in sessions.Of(new UserKey(key.AppId, member.UserId)))
            {
                var known = session.Known(call.CallId, told);
                if (notifier.CatchUp(call, member.UserId, session.DeviceId, known) is { } update)
                {
                    session.Send(new ServerFrame { Update = update });
                }
            }
        }

        Note(key, call.Revision, ActiveUsers(call));
    }

    /// <summary>The sessions here have been told up to a revision.</summary>
    public void Note(CallKey key, long revision, ImmutableArray<string> activeUsers)
    {
        if (activeUsers.Any(userId => !sessions.Of(new UserKey(key.AppId, userId)).IsEmpty))
        {
            _told[key] = new ToldCall(revision, activeUsers);
        }
        else
        {
            _told.TryRemove(key, out _);
        }
    }

    /// <summary>Forgets a call that nobody here follows any more.</summary>
    public void ForgetIfDeserted(CallKey key)
    {
        if (_told.TryGetValue(key, out var told))
        {
            Note(key, told.Revision, told.ActiveUsers);
        }
    }

    /// <summary>Who is pending or Accepted in a call that goes on.</summary>
    public static ImmutableArray<string> ActiveUsers(Call call) => call.State == CallState.Ended
        ? []
        : [.. call.Members.Where(static member => member.State.IsActive()).Select(static member => member.UserId)];
}
