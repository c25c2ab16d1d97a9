using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>One rate limit for each of many; those who have rested are forgotten.</summary>
internal sealed class KeyedRateLimit<TKey>(RateLimit limit, TimeProvider time)
    where TKey : notnull
{
    private const int SweepAtLeast = 1024;

    private readonly ConcurrentDictionary<TKey, StrongBox<long>> _restedAt = new();
    private int _sweepAt = SweepAtLeast;

    /// <summary>How many are remembered.</summary>
    public int Count => _restedAt.Count;

    /// <summary>Takes a place.</summary>
    /// <returns>Zero, or how long to wait for a place.</returns>
    public TimeSpan Take(TKey key)
    {
        var now = RateLimit.Now(time);
        if (!_restedAt.TryGetValue(key, out var state))
        {
            Sweep(now);
            state = _restedAt.GetOrAdd(key, static _ => new StrongBox<long>());
        }

        return limit.Take(ref state.Value, now);
    }

    /// <summary>Goes through all of them whenever they have become twice as many, so that each costs little.</summary>
    private void Sweep(long now)
    {
        if (_restedAt.Count < Volatile.Read(ref _sweepAt))
        {
            return;
        }

        foreach (var (key, state) in _restedAt)
        {
            if (Volatile.Read(ref state.Value) <= now)
            {
                _restedAt.TryRemove(key, out _);
            }
        }

        Volatile.Write(ref _sweepAt, Math.Max(SweepAtLeast, 2 * _restedAt.Count));
    }
}
