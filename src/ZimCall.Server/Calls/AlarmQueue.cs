namespace ZimCall.Server;

/// <summary>
/// Rings for keys when their time has come: one timer for any number of keys. Setting an alarm again does not take the
/// earlier one back, so whoever is rung looks at the facts and not at the alarm.
/// </summary>
internal sealed class AlarmQueue<TKey> : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TKey, long> _alarms = new();
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
                return _alarms.Count;
            }
        }
    }

    /// <summary>Rings for the key at that time, Unix milliseconds; never for <see cref="long.MaxValue"/>.</summary>
    public void Set(TKey key, long due)
    {
        if (due == long.MaxValue)
        {
            return;
        }

        lock (_lock)
        {
            _alarms.Enqueue(key, due);
            Arm(due);
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
            while (_alarms.TryPeek(out var key, out var at) && at <= now)
            {
                _alarms.Dequeue();
                due.Add(key);
            }

            _armedFor = long.MaxValue;
            if (_alarms.TryPeek(out _, out var next))
            {
                Arm(next);
            }
        }

        foreach (var key in due)
        {
            _ring(key);
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
