using System.Collections.Concurrent;
using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>Keeps everything in the memory of the process: fast, and gone when it ends.</summary>
public sealed class MemoryCallStore : ICallStore
{
    private readonly ConcurrentDictionary<CallKey, MemoryCall> _calls = new();
    private readonly ConcurrentDictionary<UserKey, MemoryUser> _users = new();
    private readonly MemoryReceipts _receipts = new();
    private readonly MemoryOutbox _outbox = new();
    private readonly Queue<(CallKey Key, long EndTime)> _ended = new();
    private readonly long _retention;
    private readonly int _maxEnded;

    /// <summary>Makes an empty store.</summary>
    /// <param name="retention">How long calls that have ended are kept.</param>
    /// <param name="maxEnded">How many calls that have ended are kept at the most.</param>
    public MemoryCallStore(TimeSpan retention, int maxEnded)
    {
        _retention = (long)retention.TotalMilliseconds;
        _maxEnded = maxEnded;
    }

    /// <inheritdoc/>
    public bool OutlivesProcess => IsShared;

    /// <inheritdoc/>
    public ICallbackOutbox Outbox => _outbox;

    /// <summary>Whether several backends in the process share it: to each of them the others are other processes.</summary>
    internal bool IsShared { get; init; }

    /// <inheritdoc/>
    public ValueTask<Call?> FindAsync(CallKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_calls.GetValueOrDefault(key)?.Call);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<CallChange>> FindChangesAsync(CallKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_calls.GetValueOrDefault(key)?.Changes ?? []);

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(commit.Receipt is { } receipt ? _receipts.Commit(receipt, () => Store(commit)) : Store(commit));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Call>> FindActiveAsync(UserKey user, CancellationToken cancellationToken)
    {
        if (!_users.TryGetValue(user, out var entry))
        {
            return ValueTask.FromResult(ImmutableArray<Call>.Empty);
        }

        var calls = ImmutableArray.CreateBuilder<Call>();
        foreach (var callId in entry.Active())
        {
            if (_calls.GetValueOrDefault(new CallKey(user.AppId, callId)) is { Call: var call } && entry.IsActive(call))
            {
                calls.Add(call);
            }
        }

        return ValueTask.FromResult(calls.DrainToImmutable());
    }

    /// <inheritdoc/>
    public ValueTask<int> CountActiveAsync(UserKey user, int most, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Math.Min(most, _users.GetValueOrDefault(user)?.ActiveCount ?? 0));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<UserKey>> FindActiveUsersAsync(UserKey? after, int count, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ImmutableArray<UserKey>>(
        [
            .. _users.Where(static user => user.Value.Active().Length > 0)
                .Select(static user => user.Key)
                .Where(user => after is not { } last || Compare(user, last) > 0)
                .Order(Comparer<UserKey>.Create(Compare))
                .Take(count),
        ]);

    /// <inheritdoc/>
    public ValueTask<CallPage?> FindHistoryAsync(UserKey user, long after, int count, CancellationToken cancellationToken)
    {
        if (!_users.TryGetValue(user, out var entry))
        {
            return ValueTask.FromResult(after == 0 ? new CallPage([], HasMore: false) : null);
        }

        if (entry.History(after, count + 1) is not { } callIds)
        {
            return ValueTask.FromResult<CallPage?>(null);
        }

        var calls = ImmutableArray.CreateBuilder<Call>(callIds.Count);
        foreach (var callId in callIds.Take(count))
        {
            if (_calls.GetValueOrDefault(new CallKey(user.AppId, callId)) is { Call: var call })
            {
                calls.Add(call);
            }
        }

        return ValueTask.FromResult<CallPage?>(new CallPage(calls.DrainToImmutable(), callIds.Count > count));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoredReply>> FindReceiptsAsync(
        UserKey user,
        string instanceId,
        ulong fromId,
        CancellationToken cancellationToken) =>
        ValueTask.FromResult(_receipts.Find(user, instanceId, fromId));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<DueCall>> FindDueAsync(long before, int count, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ImmutableArray<DueCall>>(
        [
            .. _calls.Select(static entry => new DueCall(entry.Key, entry.Value.Call.NextDeadline))
                .Where(call => call.Due < before)
                .OrderBy(static call => call.Due)
                .Take(count),
        ]);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<AppCall>> FindLiveAsync(int count, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ImmutableArray<AppCall>>(
        [
            .. _calls.Where(static entry => entry.Value.Call.State == CallState.Started)
                .Take(count)
                .Select(static entry => new AppCall(entry.Key.AppId, entry.Value.Call))
                .OrderByDescending(static call => call.Call.CreateTime),
        ]);

    /// <inheritdoc/>
    public ValueTask RegisterAsync(uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken)
    {
        foreach (var userId in userIds)
        {
            User(appId, userId).IsRegistered = true;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableHashSet<string>> FindUnregisteredAsync(
        uint appId,
        ImmutableArray<string> userIds,
        CancellationToken cancellationToken)
    {
        ImmutableHashSet<string> unknown = [];
        foreach (var userId in userIds)
        {
            if (_users.GetValueOrDefault(new UserKey(appId, userId)) is not { IsRegistered: true })
            {
                unknown = unknown.Add(userId);
            }
        }

        return ValueTask.FromResult(unknown);
    }

    private CommitResult Store(CallCommit commit) =>
        _outbox.Commit(commit.Callbacks, () => commit.ExpectedRevision == 0 ? Add(commit) : Replace(commit));

    private CommitResult Add(CallCommit commit)
    {
        var result = User(commit.Key.AppId, commit.Call.Caller).TryCreate(commit, _calls);
        if (result == CommitResult.Committed)
        {
            Index(commit.Key, null, commit.Call);
        }

        return result;
    }

    private CommitResult Replace(CallCommit commit)
    {
        if (_calls.GetValueOrDefault(commit.Key) is not { } stored
            || stored.Call.Revision != commit.ExpectedRevision
            || !_calls.TryUpdate(commit.Key, stored.With(commit), stored))
        {
            return CommitResult.Conflict;
        }

        Index(commit.Key, stored.Call, commit.Call);
        return CommitResult.Committed;
    }

    /// <summary>Brings the lists of those whom a change concerns up to date.</summary>
    private void Index(CallKey key, Call? before, Call after)
    {
        var hasEnded = after.State == CallState.Ended && before?.State != CallState.Ended;
        for (var i = 0; i < after.Members.Length; i++)
        {
            var member = after.Members[i];
            if (before is null || hasEnded || !ReferenceEquals(before.Find(member.UserId, i), member))
            {
                User(key.AppId, member.UserId).Follow(key, _calls);
            }
        }

        if (hasEnded)
        {
            ForgetOld(key, after.EndTime);
        }
    }

    /// <summary>Notes a call that has ended, and forgets those whose time is over and those that are too many.</summary>
    private void ForgetOld(CallKey ended, long now)
    {
        lock (_ended)
        {
            _ended.Enqueue((ended, now));
            while (_ended.TryPeek(out var oldest) && (oldest.EndTime + _retention < now || _ended.Count > _maxEnded))
            {
                _ended.Dequeue();
                if (_calls.TryRemove(oldest.Key, out var removed))
                {
                    foreach (var member in removed.Call.Members)
                    {
                        User(oldest.Key.AppId, member.UserId).Forget(removed.Call);
                    }
                }
            }
        }
    }

    private static int Compare(UserKey x, UserKey y) =>
        x.AppId != y.AppId ? x.AppId.CompareTo(y.AppId) : string.CompareOrdinal(x.UserId, y.UserId);

    private MemoryUser User(uint appId, string userId) =>
        _users.GetOrAdd(new UserKey(appId, userId), static key => new MemoryUser(key.UserId));
}
