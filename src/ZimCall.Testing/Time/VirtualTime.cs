namespace ZimCall.Testing;

/// <summary>
/// A clock that stands still until it is moved: give it to whatever else in a test should live in the same time as the
/// backend. Moved by <see cref="ZimTestBackend.AdvanceAsync"/>.
/// </summary>
public sealed class VirtualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly SortedSet<VirtualTimer> _timers = new(VirtualTimerOrder.Instance);
    private DateTimeOffset _now;
    private long _order;

    internal VirtualTime(DateTimeOffset start) => _now = start;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>How many timers are waiting.</summary>
    internal int PendingTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>Moves to the next timer that is due, at the latest to a limit, and takes out what is due then.</summary>
    /// <returns>The timers that ring; empty when the limit was reached without any.</returns>
    internal IReadOnlyList<VirtualTimer> MoveToNext(DateTimeOffset limit)
    {
        lock (_lock)
        {
            var next = _timers.Min is { } first && first.Due <= limit ? first.Due : limit;
            _now = next > _now ? next : _now;
            List<VirtualTimer> ringing = [];
            while (_timers.Min is { } timer && timer.Due <= _now)
            {
                _timers.Remove(timer);
                ringing.Add(timer);
                if (timer.Period > TimeSpan.Zero)
                {
                    Schedule(timer, timer.Due + timer.Period);
                }
            }

            return ringing;
        }
    }

    internal void Change(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            timer.Period = period;
            if (dueTime >= TimeSpan.Zero)
            {
                Schedule(timer, _now + dueTime);
            }
        }
    }

    internal void Remove(VirtualTimer timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
        }
    }

    private void Schedule(VirtualTimer timer, DateTimeOffset due)
    {
        timer.Due = due;
        timer.Order = ++_order;
        _timers.Add(timer);
    }

    private sealed class VirtualTimerOrder : IComparer<VirtualTimer>
    {
        public static readonly VirtualTimerOrder Instance = new();

        public int Compare(VirtualTimer? x, VirtualTimer? y) =>
            x!.Due != y!.Due ? x.Due.CompareTo(y.Due) : x.Order.CompareTo(y.Order);
    }
}
