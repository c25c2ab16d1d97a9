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
        if (_waiting.Count > MaxWaiting)
        {
            Bury(_waiting.First().Value.Callback);
        }
    }

    public ImmutableArray<StoredCallback> Take(string owner, long now, long leaseEnd, int count)
    {
        var due = _lanes.Values.Select(static lane => lane.Min).Where(first => _waiting[first].Due <= now).Order().Take(count).ToArray();
        foreach (var sequence in due)
        {
            _waiting[sequence] = _waiting[sequence] with { Owner = owner, Due = leaseEnd };
        }

        return [.. due.Select(sequence => _waiting[sequence].Callback)];
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
    }

    private sealed record Entry(StoredCallback Callback, long Due, string Owner);
}
