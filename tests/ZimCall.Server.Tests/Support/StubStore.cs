using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Server.Tests.Support;

/// <summary>A store that is asked for one call at the most, and answers what the test says.</summary>
internal sealed class StubStore : ICallStore
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    public Task<Call?> Answer { get; set; } = Task.FromResult<Call?>(null);

    /// <summary>Done when it has been asked.</summary>
    public Task Asked => _asked.Task;

    public int Count => _count;

    public bool OutlivesProcess => false;

    public ValueTask<Call?> FindAsync(CallKey key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        _asked.TrySetResult();
        return new ValueTask<Call?>(Answer);
    }

    public ValueTask<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<Call>> FindActiveAsync(UserKey user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<int> CountActiveAsync(UserKey user, int most, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<UserKey>> FindActiveUsersAsync(UserKey? after, int count, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<CallPage?> FindHistoryAsync(UserKey user, long after, int count, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<ImmutableArray<StoredReply>> FindReceiptsAsync(
        UserKey user, string instanceId, ulong fromId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<DueCall>> FindDueAsync(long before, int count, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ICallbackOutbox Outbox => throw new NotSupportedException();

    public ValueTask<ImmutableArray<AppCall>> FindLiveAsync(int count, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<CallChange>> FindChangesAsync(CallKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask RegisterAsync(uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ImmutableHashSet<string>> FindUnregisteredAsync(
        uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken) => throw new NotSupportedException();
}
