using System.Collections.Immutable;
using ZimCall.Core;
using ZimCall.Server;

namespace ZimCall.Scenarios.Cluster;

/// <summary>A store that cannot be reached at times.</summary>
internal sealed class FailingStore(ICallStore inner, Func<bool> isDown) : ICallStore
{
    public bool OutlivesProcess => inner.OutlivesProcess;

    private ICallStore Inner => isDown() ? throw new CallStoreException("the store is down") : inner;

    public ValueTask<Call?> FindAsync(CallKey key, CancellationToken cancellationToken) => Inner.FindAsync(key, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancellationToken) =>
        Inner.CommitAsync(commit, cancellationToken);

    public ValueTask<ImmutableArray<Call>> FindActiveAsync(UserKey user, CancellationToken cancellationToken) =>
        Inner.FindActiveAsync(user, cancellationToken);

    public ValueTask<CallPage?> FindHistoryAsync(UserKey user, long after, int count, CancellationToken cancellationToken) =>
        Inner.FindHistoryAsync(user, after, count, cancellationToken);

    public ValueTask<ImmutableArray<StoredReply>> FindReceiptsAsync(
        UserKey user, string instanceId, ulong fromId, CancellationToken cancellationToken) =>
        Inner.FindReceiptsAsync(user, instanceId, fromId, cancellationToken);

    public ValueTask<ImmutableArray<DueCall>> FindDueAsync(long before, int count, CancellationToken cancellationToken) =>
        Inner.FindDueAsync(before, count, cancellationToken);

    public ValueTask RegisterAsync(uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken) =>
        Inner.RegisterAsync(appId, userIds, cancellationToken);

    public ValueTask<ImmutableHashSet<string>> FindUnregisteredAsync(
        uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken) =>
        Inner.FindUnregisteredAsync(appId, userIds, cancellationToken);
}
