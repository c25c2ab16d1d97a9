using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>
/// Notices that there is more to do than can be done: too many requests are under way at once, or work waits too long for a
/// thread. The second is found out by putting a piece of work at the end of the queue and looking when its turn comes, at the
/// most ten times a second and only while somebody asks.
/// </summary>
/// <param name="maxRequests">How many requests may be under way.</param>
/// <param name="maxDelay">How long work may wait.</param>
/// <param name="time">The time.</param>
/// <param name="post">Puts a piece of work at the end of the queue.</param>
internal sealed class OverloadWatch(int maxRequests, TimeSpan maxDelay, TimeProvider time, Action<Action> post)
{
    private const long NoProbe = long.MinValue;
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(100);

    private int _requests;
    private long _lastDelay;

    /// <summary>When the look that is under way began; <see cref="NoProbe"/> for none.</summary>
    private long _probeSince = NoProbe;
    private long _nextProbeAt = long.MinValue;

    /// <summary>How many requests are under way.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>How long work waited at the last look; when one is under way and takes longer, as long as that.</summary>
    public TimeSpan Delay
    {
        get
        {
            var since = Volatile.Read(ref _probeSince);
            return TimeSpan.FromTicks(Math.Max(Volatile.Read(ref _lastDelay), since == NoProbe ? 0 : Now - since));
        }
    }

    /// <summary>Whether what is new had better be refused, so that what goes on already is served.</summary>
    public bool IsOverloaded()
    {
        Probe();
        return Requests > maxRequests || Delay > maxDelay;
    }

    /// <summary>A request begins.</summary>
    public void Enter() => Interlocked.Increment(ref _requests);

    /// <summary>It is answered.</summary>
    public void Leave() => Interlocked.Decrement(ref _requests);

    private long Now => RateLimit.Now(time);

    private void Probe()
    {
        var now = Now;
        if (now < Volatile.Read(ref _nextProbeAt) || Interlocked.CompareExchange(ref _probeSince, now, NoProbe) != NoProbe)
        {
            return;
        }

        Volatile.Write(ref _nextProbeAt, now + ProbeInterval.Ticks);
        post(() =>
        {
            Volatile.Write(ref _lastDelay, Now - now);
            Volatile.Write(ref _probeSince, NoProbe);
        });
    }
}
