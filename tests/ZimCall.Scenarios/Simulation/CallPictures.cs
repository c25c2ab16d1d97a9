using System.Collections.Immutable;
using ZimCall.Core;
using ZimCall.Scenarios.Stores;
using ZimCall.Server;

namespace ZimCall.Scenarios.Simulation;

/// <summary>
/// Stands before the server's store and writes down every picture of every call that was committed: what really happened,
/// whatever anybody was told. Checks what must hold of each picture by itself.
/// </summary>
internal sealed class CallPictures(ICallStore inner) : PassingStore(inner)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Call>> _pictures = [];
    private readonly List<string> _callIds = [];
    private readonly OrderedDictionary<string, Call> _started = [];
    private readonly List<string> _problems = [];

    /// <summary>Every call there ever was, the oldest first.</summary>
    public ImmutableArray<string> CallIds
    {
        get
        {
            lock (_lock)
            {
                return [.. _callIds];
            }
        }
    }

    /// <summary>The calls that go on, as they are, the oldest first.</summary>
    public ImmutableArray<Call> Started
    {
        get
        {
            lock (_lock)
            {
                return [.. _started.Values];
            }
        }
    }

    /// <summary>What was wrong with pictures that were committed.</summary>
    public ImmutableArray<string> Problems
    {
        get
        {
            lock (_lock)
            {
                return [.. _problems];
            }
        }
    }

    /// <summary>The pictures of a call, the oldest first.</summary>
    public ImmutableArray<Call> Of(string callId)
    {
        lock (_lock)
        {
            return _pictures.TryGetValue(callId, out var pictures) ? [.. pictures] : [];
        }
    }

    /// <summary>The call as it is; null when there never was one.</summary>
    public Call? Latest(string callId)
    {
        lock (_lock)
        {
            return _pictures.TryGetValue(callId, out var pictures) ? pictures[^1] : null;
        }
    }

    /// <summary>How often a user was invited into a call.</summary>
    public int InvitationsOf(string callId, string userId) =>
        Of(callId).Select(call => call.Find(userId)?.InvitedRevision ?? 0).Where(static revision => revision > 0).Distinct().Count();

    /// <summary>How often at most a member came to be in a state; of several steps in one commit only the last is seen.</summary>
    public int EntriesOf(string callId, string userId, MemberState state)
    {
        var pictures = Of(callId);
        var unseen = pictures.IsEmpty ? 0 : (int)pictures[^1].Revision - pictures.Length;
        return unseen + pictures.Select(call => call.Find(userId)).Where(member => member?.State == state)
            .Select(static member => member!.Revision).Distinct().Count();
    }

    public override async ValueTask<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancellationToken)
    {
        var result = await base.CommitAsync(commit, cancellationToken);
        if (result == CommitResult.Committed)
        {
            Note(commit.Call);
        }

        return result;
    }

    private void Note(Call call)
    {
        lock (_lock)
        {
            if (!_pictures.TryGetValue(call.CallId, out var pictures))
            {
                _pictures.Add(call.CallId, pictures = []);
                _callIds.Add(call.CallId);
            }

            if (pictures.Count > 0 && pictures[^1] is { } before && (before.State == CallState.Ended || before.Revision >= call.Revision))
            {
                _problems.Add($"call {call.CallId} changed from revision {before.Revision} ({before.State}) to {call.Revision}");
            }

            if (call.State == CallState.Started && !call.Members.Any(static member => member.State == MemberState.Accepted))
            {
                _problems.Add($"call {call.CallId} goes on without anybody in it (R-EMPTY)");
            }

            if (call is { State: CallState.Started, Mode: CallMode.General, HasPending: false })
            {
                _problems.Add($"General call {call.CallId} goes on without anybody pending (R-GEN)");
            }

            pictures.Add(call);
            if (call.State == CallState.Started)
            {
                _started[call.CallId] = call;
            }
            else
            {
                _started.Remove(call.CallId);
            }
        }
    }
}
