namespace ZimCall.Scenarios.Scale;

/// <summary>Real time that knows how many of its timers have not been disposed of.</summary>
internal sealed class CountingTime : TimeProvider
{
    private int _timers;

    public int Timers => Volatile.Read(ref _timers);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _timers);
        return new Counted(this, base.CreateTimer(callback, state, dueTime, period));
    }

    private sealed class Counted(CountingTime time, ITimer inner) : ITimer
    {
        private int _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(dueTime, period);

        public void Dispose()
        {
            inner.Dispose();
            Note();
        }

        public ValueTask DisposeAsync()
        {
            Note();
            return inner.DisposeAsync();
        }

        private void Note()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                Interlocked.Decrement(ref time._timers);
            }
        }
    }
}
