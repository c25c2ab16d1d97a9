using System.Collections.Concurrent;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>What the memory store keeps of one user; guarded by its own lock.</summary>
internal sealed class MemoryUser(string userId)
{
    private readonly Lock _lock = new();

    /// <summary>The calls the user is active in, and whether it is in the call, not pending.</summary>
    private readonly Dictionary<string, bool> _active = [];
    private readonly SortedSet<(long Order, string CallId)> _history = new(HistoryOrder.Instance);
    private volatile bool _isRegistered;

    public bool IsRegistered
    {
        get => _isRegistered;
        set => _isRegistered = value;
    }

    /// <summary>Stores a new call of this user, if its callID is not taken and the user is free where it must be.</summary>
    public CommitResult TryCreate(CallCommit commit, ConcurrentDictionary<CallKey, MemoryCall> calls)
    {
        lock (_lock)
        {
            if (commit.CallerMustBeFree && _active.Any(call => call.Value && call.Key != commit.Call.CallId))
            {
                return CommitResult.CallerIsInACall;
            }

            if (!calls.TryAdd(commit.Key, new MemoryCall(commit.Call, commit.Changes)))
            {
                return CommitResult.Conflict;
            }

            Note(commit.Call);
            return CommitResult.Committed;
        }
    }

    /// <summary>
    /// Brings what is noted of a call in line with the call as it is now; so whoever is last, of those who do this at the
    /// same time, leaves the latest.
    /// </summary>
    public void Follow(CallKey key, ConcurrentDictionary<CallKey, MemoryCall> calls)
    {
        lock (_lock)
        {
            if (calls.TryGetValue(key, out var stored))
            {
                Note(stored.Call);
            }
        }
    }

    public void Forget(Call call)
    {
        lock (_lock)
        {
            _active.Remove(call.CallId);
            _history.Remove((-call.CreateTime, call.CallId));
        }
    }

    /// <summary>Whether the user is pending or Accepted in a call that goes on.</summary>
    public bool IsActive(Call call) => call.State == CallState.Started && call.Find(userId)?.State.IsActive() == true;

    public int ActiveCount
    {
        get
        {
            lock (_lock)
            {
                return _active.Count;
            }
        }
    }

    public string[] Active()
    {
        lock (_lock)
        {
            return [.. _active.Keys];
        }
    }

    /// <summary>The callIDs that follow a cursor, newest first; null when the cursor names no call.</summary>
    public IReadOnlyList<string>? History(long after, int count)
    {
        lock (_lock)
        {
            if (after == 0)
            {
                return [.. _history.Take(count).Select(static entry => entry.CallId)];
            }

            var time = CallCursor.TimeOf(after);
            foreach (var entry in _history.GetViewBetween((-time, ""), (-time, "\uffff")))
            {
                if (CallCursor.Names(after, time, entry.CallId))
                {
                    return [.. _history.GetViewBetween(entry, (long.MaxValue, "")).Skip(1).Take(count).Select(static call => call.CallId)];
                }
            }

            return null;
        }
    }

    private void Note(Call call)
    {
        if (call.Find(userId) is { } member)
        {
            // What is noted as active is in the history, too.
            var isNoted = _active.ContainsKey(call.CallId);
            if (!isNoted)
            {
                _history.Add((-call.CreateTime, call.CallId));
            }

            if (IsActive(call))
            {
                _active[call.CallId] = member.State == MemberState.Accepted;
            }
            else if (isNoted)
            {
                _active.Remove(call.CallId);
            }
        }
    }

    private sealed class HistoryOrder : IComparer<(long Order, string CallId)>
    {
        public static readonly HistoryOrder Instance = new();

        public int Compare((long Order, string CallId) x, (long Order, string CallId) y) =>
            x.Order != y.Order ? x.Order.CompareTo(y.Order) : string.CompareOrdinal(x.CallId, y.CallId);
    }
}
