using System.Collections.Immutable;
using ZimCall.Core;
using ZimCall.Server;

namespace ZimCall.Scenarios.Sessions;

/// <summary>A store that is there again when the server is, as a database is.</summary>
internal sealed class SurvivingStore(ICallStore inner) : ICallStore
{
    public bool OutlivesProcess => true;

    public ValueTask<Call?> FindAsync(CallKey key, CancellationToken cancellationToken) => inner.FindAsync(key, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancellationToken) => inner.CommitAsync(commit, cancellationToken);

    public ValueTask<ImmutableArray<Call>> FindActiveAsync(UserKey user, CancellationToken cancellationToken) =>
        inner.FindActiveAsync(user, cancellationToken);

    public ValueTask<CallPage?> FindHistoryAsync(UserKey user, long after, int count, CancellationToken cancellationToken) =>
        inner.FindHistoryAsync(user, after, count, cancellationToken);

    public ValueTask<ImmutableArray<StoredReply>> FindReceiptsAsync(
        UserKey user, string instanceId, ulong fromId, CancellationToken cancellationToken) =>
        inner.FindReceiptsAsync(user, instanceId, fromId, cancellationToken);

    public ValueTask<ImmutableArray<DueCall>> FindDueAsync(long before, int count, CancellationToken cancellationToken) =>
        inner.FindDueAsync(before, count, cancellationToken);

    public ValueTask RegisterAsync(uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken) =>
        inner.RegisterAsync(appId, userIds, cancellationToken);

    public ValueTask<ImmutableHashSet<string>> FindUnregisteredAsync(
        uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken) =>
        inner.FindUnregisteredAsync(appId, userIds, cancellationToken);
}
