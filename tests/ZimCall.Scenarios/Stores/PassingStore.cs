using System.Collections.Immutable;
using ZimCall.Core;
using ZimCall.Server;

namespace ZimCall.Scenarios.Stores;

/// <summary>Passes everything on to another store; what derives from it changes something on the way.</summary>
internal abstract class PassingStore(ICallStore inner) : ICallStore
{
    public virtual bool OutlivesProcess => inner.OutlivesProcess;

    public ICallbackOutbox Outbox => inner.Outbox;

    public virtual ValueTask<Call?> FindAsync(CallKey key, CancellationToken cancellationToken) =>
        PassAsync(store => store.FindAsync(key, cancellationToken));

    public virtual ValueTask<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancellationToken) =>
        PassAsync(store => store.CommitAsync(commit, cancellationToken));

    public ValueTask<ImmutableArray<Call>> FindActiveAsync(UserKey user, CancellationToken cancellationToken) =>
        PassAsync(store => store.FindActiveAsync(user, cancellationToken));

    public ValueTask<int> CountActiveAsync(UserKey user, int most, CancellationToken cancellationToken) =>
        PassAsync(store => store.CountActiveAsync(user, most, cancellationToken));

    public ValueTask<ImmutableArray<UserKey>> FindActiveUsersAsync(UserKey? after, int count, CancellationToken cancellationToken) =>
        PassAsync(store => store.FindActiveUsersAsync(after, count, cancellationToken));

    public ValueTask<CallPage?> FindHistoryAsync(UserKey user, long after, int count, CancellationToken cancellationToken) =>
        PassAsync(store => store.FindHistoryAsync(user, after, count, cancellationToken));

    public ValueTask<ImmutableArray<StoredReply>> FindReceiptsAsync(
        UserKey user, string instanceId, ulong fromId, CancellationToken cancellationToken) =>
        PassAsync(store => store.FindReceiptsAsync(user, instanceId, fromId, cancellationToken));

    public ValueTask<ImmutableArray<DueCall>> FindDueAsync(long before, int count, CancellationToken cancellationToken) =>
        PassAsync(store => store.FindDueAsync(before, count, cancellationToken));

    public ValueTask<ImmutableArray<CallChange>> FindChangesAsync(CallKey key, CancellationToken cancellationToken) =>
        PassAsync(store => store.FindChangesAsync(key, cancellationToken));

    public ValueTask<ImmutableArray<AppCall>> FindLiveAsync(int count, CancellationToken cancellationToken) =>
        PassAsync(store => store.FindLiveAsync(count, cancellationToken));

    public async ValueTask RegisterAsync(uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken) =>
        await PassAsync(async store =>
        {
            await store.RegisterAsync(appId, userIds, cancellationToken);
            return true;
        });

    public virtual ValueTask<ImmutableHashSet<string>> FindUnregisteredAsync(
        uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken) =>
        PassAsync(store => store.FindUnregisteredAsync(appId, userIds, cancellationToken));

    protected virtual ValueTask<T> PassAsync<T>(Func<ICallStore, ValueTask<T>> call) => call(inner);
}
