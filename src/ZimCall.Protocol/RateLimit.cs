namespace ZimCall.Protocol;

/// <summary>
/// Lets so many things through in a second on the average, and a second's worth or more at once. What it has to remember of
/// each who is limited is one number, which the caller keeps. (The framework's limiters keep more, and live in real time only.)
/// </summary>
/// <param name="perSecond">How many in a second, more than 0.</param>
/// <param name="burst">How many at once after a rest, at least 1.</param>
public sealed class RateLimit(double perSecond, double burst)
{
    private readonly long _ticksEach = (long)(TimeSpan.TicksPerSecond / perSecond);
    private readonly long _ticksAtOnce = (long)(TimeSpan.TicksPerSecond / perSecond * burst);

    /// <summary>The present time in ticks, on a clock that nobody can set.</summary>
    /// <param name="time">The time.</param>
    public static long Now(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return (long)((Int128)time.GetTimestamp() * TimeSpan.TicksPerSecond / time.TimestampFrequency);
    }

    /// <summary>Takes a place.</summary>
    /// <param name="restedAt">When all places are free again; 0 at the beginning. May be shared by threads.</param>
    /// <param name="now">From <see cref="Now"/>.</param>
    /// <returns>Zero, or how long to wait for a place.</returns>
    public TimeSpan Take(ref long restedAt, long now)
    {
        while (true)
        {
            var before = Volatile.Read(ref restedAt);
            var after = Math.Max(before, now) + _ticksEach;
            if (after - now > _ticksAtOnce)
            {
                return TimeSpan.FromTicks(after - now - _ticksAtOnce);
            }

            if (Interlocked.CompareExchange(ref restedAt, after, before) == before)
            {
                return TimeSpan.Zero;
            }
        }
    }
}
