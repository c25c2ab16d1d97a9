namespace ZimCall.Server;

/// <summary>What the memory store keeps of one user; guarded by its own lock.</summary>
internal sealed class MemoryUser
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, bool> _active = [];
    private readonly SortedSet<(long Order, string CallId)> _history = new(HistoryOrder.Instance);
    private volatile bool _isRegistered;

    public bool IsRegistered
    {
        get => _isRegistered;
        set => _isRegistered = value;
    }

    /// <summary>Notes that the user is active in a call it creates, unless it must be free and is in another.</summary>
    public bool TryEnter(string callId, bool isIn, bool mustBeFree)
    {
        lock (_lock)
        {
            if (mustBeFree && _active.Any(call => call.Value && call.Key != callId))
            {
                return false;
            }

            _active[callId] = isIn;
            return true;
        }
    }

    /// <summary>Notes that the user is active in a call.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="isIn">Whether it is Accepted, not pending.</param>
    public void Enter(string callId, bool isIn)
    {
        lock (_lock)
        {
            _active[callId] = isIn;
        }
    }

    public void Leave(string callId)
    {
        lock (_lock)
        {
            _active.Remove(callId);
        }
    }

    public string[] Active()
    {
        lock (_lock)
        {
            return [.. _active.Keys];
        }
    }

    public void Remember(long createTime, string callId)
    {
        lock (_lock)
        {
            _history.Add((-createTime, callId));
        }
    }

    public void Forget(long createTime, string callId)
    {
        lock (_lock)
        {
            _history.Remove((-createTime, callId));
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

    private sealed class HistoryOrder : IComparer<(long Order, string CallId)>
    {
        public static readonly HistoryOrder Instance = new();

        public int Compare((long Order, string CallId) x, (long Order, string CallId) y) =>
            x.Order != y.Order ? x.Order.CompareTo(y.Order) : string.CompareOrdinal(x.CallId, y.CallId);
    }
}
