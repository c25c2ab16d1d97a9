namespace ZimCall.Session;

/// <summary>
/// The session's clock and its one timer. It runs on the TimeProvider's timestamps: setting the computer's clock changes
/// nothing.
/// </summary>
internal sealed class SessionClock : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _wakeAt = long.MaxValue;
    private bool _disposed;

    /// <param name="time">The time.</param>
    /// <param name="tick">Is called, from the timer, when it is time to look what is due.</param>
    public SessionClock(TimeProvider time, Action tick)
    {
        _time = time;
        _timer = time.CreateTimer(
            _ =>
            {
                Volatile.Write(ref _wakeAt, long.MaxValue);
                tick();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    public long Now => (long)((Int128)_time.GetTimestamp() * 1000 / _time.TimestampFrequency);

    /// <summary>Makes sure that there is a tick at that time; there may be more. Called on the session's queue.</summary>
    public void WakeAt(long due)
    {
        if (_disposed || due >= Volatile.Read(ref _wakeAt))
        {
            return;
        }

        Volatile.Write(ref _wakeAt, due);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(due - Now, 0, int.MaxValue)), Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _disposed = true;
        _timer.Dispose();
    }
}
