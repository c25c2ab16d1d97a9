using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>One app's callbacks in memory; guarded by the outbox.</summary>
internal sealed class MemoryAppOutbox
{
    /// <summary>Memory has an end: of more callbacks than this the oldest become dead letters.</summary>
    public const int MaxWaiting = 100_000;

    /// <summary>Of more dead letters than this the oldest are forgotten.</summary>
    public const int MaxDead = 10_000;

    private readonly SortedDictionary<long, Entry> _waiting = [];
    private readonly Dictionary<string, SortedSet<long>> _lanes = [];
    private readonly SortedDictionary<long, StoredCallback> _dead = [];

    /// <summary>The first of each lane by when it is due; and what was so once, which is passed over.</summary>
    private readonly PriorityQueue<string, (long Due, long Sequence)> _first = new();

    public OutboxCount Count => new(_waiting.Count, _dead.Count);

    /// <summary>Adds a callback; a dead letter that comes back has the place that it had.</summary>
    public void Add(StoredCallback callback, long due)
    {
        _waiting.Add(callback.Sequence, new Entry(callback, due, ""));
        if (!_lanes.TryGetValue(callback.Callback.Lane, out var lane))
        {
            _lanes.Add(callback.Callback.Lane, lane = []);
        }

        lane.Add(callback.Sequence);
        NoteFirst(callback.Callback.Lane);
        if (_waiting.Count > MaxWaiting)
        {
            Bury(_waiting.First().Value.Callback);
        }
    }

    public ImmutableArray<StoredCallback> Take(string owner, long now, long leaseEnd, int count)
    {
        var taken = ImmutableArray.CreateBuilder<StoredCallback>();
        while (taken.Count < count && _first.TryPeek(out var name, out var first) && first.Due <= now)
        {
            _first.Dequeue();
            if (_lanes.TryGetValue(name, out var lane) && lane.Min == first.Sequence && _waiting[first.Sequence] is var entry && entry.Due == first.Due)
            {
                _waiting[first.Sequence] = entry with { Owner = owner, Due = leaseEnd };
                taken.Add(entry.Callback);
                NoteFirst(name);
            }
        }

        return taken.DrainToImmutable();
    }

    public void Settle(string owner, CallbackSettlement settlement)
    {
        var sequence = settlement.Callback.Sequence;
        if (!_waiting.TryGetValue(sequence, out var entry) || entry.Owner != owner)
        {
            return;
        }

        var tried = entry.Callback with { Attempts = entry.Callback.Attempts + 1 };
        switch (settlement.Outcome)
        {
            case CallbackOutcome.Retry:
                _waiting[sequence] = new Entry(tried, settlement.RetryAt, "");
                NoteFirst(tried.Callback.Lane);
                break;
            case CallbackOutcome.Dead:
                Bury(tried);
                break;
            default:
                Remove(tried);
                break;
        }
    }

    public ImmutableArray<StoredCallback> FindDead(long after, int count) =>
        [.. _dead.Values.Where(callback => callback.Sequence > after).Take(count)];

    public int Revive(IReadOnlyCollection<string>? ids, long now)
    {
        var revived = _dead.Values.Where(callback => ids?.Contains(callback.Callback.Id) != false).ToArray();
        foreach (var callback in revived)
        {
            _dead.Remove(callback.Sequence);
            Add(callback with { Attempts = 0 }, now);
        }

        return revived.Length;
    }

    private void Bury(StoredCallback callback)
    {
        Remove(callback);
        _dead[callback.Sequence] = callback;
        if (_dead.Count > MaxDead)
        {
            _dead.Remove(_dead.First().Key);
        }
    }

    private void Remove(StoredCallback callback)
    {
        _waiting.Remove(callback.Sequence);
        var lane = _lanes[callback.Callback.Lane];
        lane.Remove(callback.Sequence);
        if (lane.Count == 0)
        {
            _lanes.Remove(callback.Callback.Lane);
        }
        else
        {
            NoteFirst(callback.Callback.Lane);
        }
    }

    private void NoteFirst(string lane)
    {
        var sequence = _lanes[lane].Min;
        _first.Enqueue(lane, (_waiting[sequence].Due, sequence));
    }

    private sealed record Entry(StoredCallback Callback, long Due, string Owner);
}
