using System.Collections.Concurrent;
using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>Keeps everything in the memory of the process: fast, and gone when it ends.</summary>
public sealed class MemoryCallStore : ICallStore
{
    private readonly ConcurrentDictionary<CallKey, Call> _calls = new();
    private readonly ConcurrentDictionary<UserKey, MemoryUser> _users = new();
    private readonly ConcurrentQueue<CallKey> _ended = new();
    private readonly long _retention;
    private readonly int _maxEnded;
    private int _endedCount;

    /// <summary>Makes an empty store.</summary>
    /// <param name="retention">How long calls that have ended are kept.</param>
    /// <param name="maxEnded">How many calls that have ended are kept at the most.</param>
    public MemoryCallStore(TimeSpan retention, int maxEnded)
    {
        _retention = (long)retention.TotalMilliseconds;
        _maxEnded = maxEnded;
    }

    /// <inheritdoc/>
    public ValueTask<Call?> FindAsync(CallKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_calls.GetValueOrDefault(key));

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(commit.ExpectedRevision == 0 ? Add(commit) : Replace(commit));

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
            if (_calls.GetValueOrDefault(new CallKey(user.AppId, callId)) is { } call && IsActive(call, user.UserId))
            {
                calls.Add(call);
            }
        }

        return ValueTask.FromResult(calls.DrainToImmutable());
    }

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
            if (_calls.GetValueOrDefault(new CallKey(user.AppId, callId)) is { } call)
            {
                calls.Add(call);
            }
        }

        return ValueTask.FromResult<CallPage?>(new CallPage(calls.DrainToImmutable(), callIds.Count > count));
    }

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

    private static bool IsActive(Call call, string userId) =>
        call.State == CallState.Started && call.Find(userId)?.State.IsActive() == true;

    private static bool IsIn(Call call, string userId) =>
        call.State == CallState.Started && call.Find(userId)?.State == MemberState.Accepted;

    private CommitResult Add(CallCommit commit)
    {
        var caller = User(commit.Key.AppId, commit.Call.Caller);
        if (!caller.TryEnter(commit.Call.CallId, IsIn(commit.Call, commit.Call.Caller), commit.CallerMustBeFree))
        {
            return CommitResult.CallerIsInACall;
        }

        if (!_calls.TryAdd(commit.Key, commit.Call))
        {
            // Somebody else's call has this callID: take back what was noted for the caller, unless it is that call's.
            if (_calls.GetValueOrDefault(commit.Key) is not { } other || !IsActive(other, commit.Call.Caller))
            {
                caller.Leave(commit.Call.CallId);
            }

            return CommitResult.Conflict;
        }

        Index(commit.Key, null, commit.Call);
        return CommitResult.Committed;
    }

    private CommitResult Replace(CallCommit commit)
    {
        if (_calls.GetValueOrDefault(commit.Key) is not { } stored
            || stored.Revision != commit.ExpectedRevision
            || !_calls.TryUpdate(commit.Key, commit.Call, stored))
        {
            return CommitResult.Conflict;
        }

        Index(commit.Key, stored, commit.Call);
        return CommitResult.Committed;
    }

    /// <summary>Brings the users' lists up to date. The caller of the store serializes the changes of one call.</summary>
    private void Index(CallKey key, Call? before, Call after)
    {
        foreach (var member in after.Members)
        {
            var was = before?.Find(member.UserId);
            if (before is not null && ReferenceEquals(was, member) && after.State == before.State)
            {
                continue;
            }

            var user = User(key.AppId, member.UserId);
            if (was is null)
            {
                user.Remember(after.CreateTime, after.CallId);
            }

            if (IsActive(after, member.UserId))
            {
                user.Enter(after.CallId, IsIn(after, member.UserId));
            }
            else
            {
                user.Leave(after.CallId);
            }
        }

        if (after.State == CallState.Ended)
        {
            _ended.Enqueue(key);
            Interlocked.Increment(ref _endedCount);
            ForgetOld(after.EndTime);
        }
    }

    private void ForgetOld(long now)
    {
        while (_ended.TryPeek(out var oldest))
        {
            var call = _calls.GetValueOrDefault(oldest);
            var isOld = call is null || call.EndTime + _retention < now;
            if ((!isOld && Volatile.Read(ref _endedCount) <= _maxEnded) || !_ended.TryDequeue(out var forgotten))
            {
                return;
            }

            Interlocked.Decrement(ref _endedCount);
            if (_calls.TryRemove(forgotten, out var removed))
            {
                foreach (var member in removed.Members)
                {
                    User(forgotten.AppId, member.UserId).Forget(removed.CreateTime, removed.CallId);
                }
            }
        }
    }

    private MemoryUser User(uint appId, string userId) => _users.GetOrAdd(new UserKey(appId, userId), static _ => new MemoryUser());
}
