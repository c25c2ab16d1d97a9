using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>The memory store's outbox; gone when the process ends.</summary>
internal sealed class MemoryOutbox : ICallbackOutbox
{
    private readonly Lock _lock = new();
    private readonly Dictionary<uint, MemoryAppOutbox> _apps = [];
    private long _sequence;

    /// <summary>Makes a commit and adds its callbacks if it succeeds; the next commit of the call adds its own after them.</summary>
    public CommitResult Commit(ImmutableArray<OutgoingCallback> callbacks, Func<CommitResult> commit)
    {
        if (callbacks.IsEmpty)
        {
            return commit();
        }

        lock (_lock)
        {
            var result = commit();
            if (result == CommitResult.Committed)
            {
                Add(callbacks);
            }

            return result;
        }
    }

    public ValueTask AddAsync(ImmutableArray<OutgoingCallback> callbacks, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Add(callbacks);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ImmutableArray<StoredCallback>> TakeAsync(
        uint appId, string owner, long now, long leaseEnd, int count, CancellationToken cancellationToken) =>
        In(appId, app => app.Take(owner, now, leaseEnd, count));

    public ValueTask SettleAsync(string owner, ImmutableArray<CallbackSettlement> settlements, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var settlement in settlements)
            {
                App(settlement.Callback.Callback.AppId).Settle(owner, settlement);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ImmutableArray<StoredCallback>> FindDeadAsync(uint appId, long after, int count, CancellationToken cancellationToken) =>
        In(appId, app => app.FindDead(after, count));

    public ValueTask<int> ReviveAsync(uint appId, IReadOnlyCollection<string>? ids, long now, CancellationToken cancellationToken) =>
        In(appId, app => app.Revive(ids, now));

    public ValueTask<OutboxCount> CountAsync(uint appId, CancellationToken cancellationToken) => In(appId, static app => app.Count);

    private void Add(ImmutableArray<OutgoingCallback> callbacks)
    {
        foreach (var callback in callbacks)
        {
            App(callback.AppId).Add(new StoredCallback(++_sequence, callback, 0), callback.CreatedAt);
        }
    }

    private ValueTask<T> In<T>(uint appId, Func<MemoryAppOutbox, T> work)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(work(App(appId)));
        }
    }

    private MemoryAppOutbox App(uint appId)
    {
        if (!_apps.TryGetValue(appId, out var app))
        {
            _apps.Add(appId, app = new MemoryAppOutbox());
        }

        return app;
    }
}
