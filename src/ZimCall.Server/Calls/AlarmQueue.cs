namespace ZimCall.Server;

/// <summary>
/// Rings for keys when their time has come: one timer for any number of keys, one alarm for each. One that is moved or taken
/// back leaves its place in the queue until that is due, or until most of the queue is of that kind: to take it out at once
/// would mean to search for it. Whoever is rung looks at the facts and not at the alarm.
/// </summary>
internal sealed class AlarmQueue<TKey> : IDisposable
    where TKey : notnull
{
    /// <summary>A queue shorter than this is not worth tidying.</summary>
    private const int Small = 1024;

    private readonly Lock _lock = new();
    private readonly PriorityQueue<TKey, long> _places = new();
    private readonly Dictionary<TKey, long> _due = [];
    private readonly TimeProvider _time;
    private readonly Action<TKey> _ring;
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;
    private bool _disposed;

    public AlarmQueue(TimeProvider time, Action<TKey> ring)
    {
        _time = time;
        _ring = ring;
        _timer = time.CreateTimer(static state => ((AlarmQueue<TKey>)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many alarms are set.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _due.Count;
            }
        }
    }

    /// <summary>How many places the queue has, those included that are worth nothing any more.</summary>
    public int Places
    {
        get
        {
            lock (_lock)
            {
                return _places.Count;
            }
        }
    }

    /// <summary>
    /// Rings for the key at that time, Unix milliseconds, and no more at the time it was set to before; never for
    /// <see cref="long.MaxValue"/>.
    /// </summary>
    public void Set(TKey key, long due)
    {
        lock (_lock)
        {
            if (due == long.MaxValue)
            {
                _due.Remove(key);
                Tidy();
            }
            else
            {
                Put(key, due);
            }
        }
    }

    /// <summary>Rings for the key at that time, unless an alarm is set for it: that one is of somebody who knows better.</summary>
    public void SetFirst(TKey key, long due)
    {
        lock (_lock)
        {
            if (!_due.ContainsKey(key))
            {
                Put(key, due);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void OnTimer()
    {
        List<TKey> due = [];
        lock (_lock)
        {
            if (_disposed)
            {
                // The timer was ringing already.
                return;
            }

            var now = _time.NowMs();
            while (_places.TryPeek(out var key, out var at) && at <= now)
            {
                _places.Dequeue();
                if (_due.TryGetValue(key, out var set) && set == at)
                {
                    _due.Remove(key);
                    due.Add(key);
                }
            }

            _armedFor = long.MaxValue;
            if (_places.TryPeek(out _, out var next))
            {
                Arm(next);
            }
        }

        foreach (var key in due)
        {
            _ring(key);
        }
    }

    private void Put(TKey key, long due)
    {
        _due[key] = due;
        _places.Enqueue(key, due);
        Tidy();
        Arm(due);
    }

    private void Tidy()
    {
        if (_places.Count > Small && _places.Count > 2 * _due.Count)
        {
            _places.Clear();
            _places.EnqueueRange(_due.Select(static alarm => (alarm.Key, alarm.Value)));
        }
    }

    private void Arm(long due)
    {
        if (_disposed || due >= _armedFor)
        {
            return;
        }

        _armedFor = due;

        // A timer takes at most some 49 days; an early ring finds nothing due and arms again.
        var wait = Math.Clamp(due - _time.NowMs(), 0, int.MaxValue);
        _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }
}
