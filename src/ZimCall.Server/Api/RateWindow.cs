using System.Collections.Concurrent;

namespace ZimCall.Server.Api;

/// <summary>Lets so many requests of one kind through in any second.</summary>
internal sealed class RateWindow(int perSecond, TimeProvider time)
{
    private const int WindowMs = 1000;

    private readonly ConcurrentDictionary<(uint AppId, string Action), Queue<long>> _taken = new();

    /// <summary>Takes a place.</summary>
    /// <returns>0, or how many milliseconds to wait.</returns>
    public long Take(uint appId, string action)
    {
        var taken = _taken.GetOrAdd((appId, action), static _ => new Queue<long>());
        var now = time.NowMs();
        lock (taken)
        {
            while (taken.TryPeek(out var oldest) && oldest <= now - WindowMs)
            {
                taken.Dequeue();
            }

            if (taken.Count >= perSecond)
            {
                return taken.Peek() + WindowMs - now;
            }

            taken.Enqueue(now);
            return 0;
        }
    }
}
