using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace ZimCall.Calls;

/// <summary>What has happened in one call so far and what follows from it. Written by the event pump, read from anywhere.</summary>
internal sealed class CallProgress
{
    private readonly Lock _gate = new();
    private readonly ZIMCallInvitationMode _mode;
    private readonly string _caller;
    private readonly OrderedDictionary<string, ZIMCallMember> _invitees = new(StringComparer.Ordinal);
    private readonly List<ZIMCallChange> _changes = [];
    private readonly TaskCompletionSource<ZIMCallOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _more = NewSignal();
    private ZIMCallOutcome? _decided;
    private bool _accepted;
    private bool _over;

    public CallProgress(ZIMCallInvitationMode mode, string caller, IEnumerable<string> invited)
    {
        _mode = mode;
        _caller = caller;
        foreach (var user in invited)
        {
            _invitees[user] = new ZIMCallMember(user, ZIMCallUserState.Inviting, "");
        }
    }

    public Task<ZIMCallOutcome> Outcome => _outcome.Task;

    public bool IsOver
    {
        get
        {
            lock (_gate)
            {
                return _over;
            }
        }
    }

    /// <summary>Whether anybody but the caller ever accepted.</summary>
    public bool WasAccepted
    {
        get
        {
            lock (_gate)
            {
                return _accepted;
            }
        }
    }

    public void MembersChanged(IEnumerable<ZIMCallMember> changed)
    {
        lock (_gate)
        {
            if (_over)
            {
                return;
            }

            ZIMCallMember? left = null;
            foreach (var member in changed)
            {
                _changes.Add(new ZIMCallChange.MemberChanged(member));
                if (member.UserID != _caller)
                {
                    InviteeChanged(member);
                }
                else if (member.State == ZIMCallUserState.Quit)
                {
                    left = member;
                }
            }

            Conclude(left);
            Announce();
        }
    }

    /// <summary>The call is over for this instance; that is its outcome too, if it had none.</summary>
    public void Finish(ZIMCallOutcome outcome)
    {
        lock (_gate)
        {
            if (!_over)
            {
                Close(outcome);
                Announce();
            }
        }
    }

    public async IAsyncEnumerable<ZIMCallChange> ReadAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var next = 0; ; next++)
        {
            ct.ThrowIfCancellationRequested();
            while (Peek(next, out var more) is null)
            {
                await more.WaitAsync(ct).ConfigureAwait(false);
            }

            var change = Peek(next, out _)!;
            yield return change;
            if (change is ZIMCallChange.Over)
            {
                yield break;
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static bool IsPending(ZIMCallMember member) =>
        member.State is ZIMCallUserState.Inviting or ZIMCallUserState.NotYetReceived or ZIMCallUserState.Received;

    private ZIMCallChange? Peek(int index, out Task more)
    {
        lock (_gate)
        {
            more = _more.Task;
            return index < _changes.Count ? _changes[index] : null;
        }
    }

    private void InviteeChanged(ZIMCallMember member)
    {
        _invitees[member.UserID] = member;
        if (member.State == ZIMCallUserState.Accepted)
        {
            _accepted = true;
            Decide(new ZIMCallOutcome.Accepted(member.UserID, member.ExtendedData));
        }
    }

    // After a whole step, never in the middle of one: its changes belong together.
    private void Conclude(ZIMCallMember? left)
    {
        if (left is not null)
        {
            Close(new ZIMCallOutcome.Ended(left.UserID, left.ExtendedData));
            return;
        }

        if (_invitees.Values.Any(IsPending))
        {
            return;
        }

        var outcome = Decide(_decided ?? WithoutAccept());

        // R-GEN: over without an event. An Advanced call goes on: its caller may invite again.
        if (_mode != ZIMCallInvitationMode.Advanced)
        {
            Close(outcome);
        }
    }

    private ZIMCallOutcome WithoutAccept()
    {
        var invitees = _invitees.Values.ToImmutableArray();
        if (invitees.Any(member => member.State == ZIMCallUserState.Rejected))
        {
            return new ZIMCallOutcome.Rejected(invitees);
        }

        return invitees.Any(member => member.State == ZIMCallUserState.Timeout)
            ? new ZIMCallOutcome.TimedOut()
            : new ZIMCallOutcome.Cancelled(_caller, "");
    }

    // The first decision stands.
    private ZIMCallOutcome Decide(ZIMCallOutcome outcome)
    {
        _decided ??= outcome;
        _outcome.TrySetResult(_decided);
        return _decided;
    }

    private void Close(ZIMCallOutcome outcome)
    {
        _over = true;
        Decide(outcome);
        _changes.Add(new ZIMCallChange.Over(outcome));
    }

    private void Announce()
    {
        _more.TrySetResult();
        _more = NewSignal();
    }
}
