using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>
/// A change of a call in the making: members are moved along the arrows of the transition table, and the step comes out
/// with the next revision and its notices. Used within one decision and then thrown away.
/// </summary>
internal sealed class Draft(Call before, long now)
{
    private readonly ImmutableArray<Member>.Builder _members = before.Members.ToBuilder();
    private EndReason _endReason;
    private string _endedBy = "";
    private string _endData = "";

    public long Now => now;

    public long Revision { get; } = before.Revision + 1;

    public int Count => _members.Count;

    public Member this[int index] => _members[index];

    /// <summary>Moves a member along an arrow; the caller then adds what goes with the new state.</summary>
    public Member Move(int index, Trigger trigger)
    {
        var member = _members[index];
        return member with
        {
            State = TransitionTable.Next(member.State, trigger, before.Mode),
            Revision = Revision,
            Deadline = 0,
            ReceiptCheckAt = 0,
            AbsenceEndsAt = 0,
        };
    }

    /// <summary>A new member, moved along its first arrow.</summary>
    public Member Enter(string userId, Trigger trigger) => new()
    {
        UserId = userId,
        State = TransitionTable.Next(null, trigger, before.Mode),
        Revision = Revision,
    };

    /// <summary>Puts a member in place of what stood there; the index after the last adds it.</summary>
    public void Put(int index, Member member)
    {
        if (index == _members.Count)
        {
            _members.Add(member);
        }
        else
        {
            _members[index] = member;
        }
    }

    /// <summary>Withdraws a pending invitation.</summary>
    public void Withdraw(int index, Withdrawal withdrawal) =>
        Put(index, Move(index, Trigger.Withdraw) with { Withdrawal = withdrawal });

    /// <summary>Withdraws every pending invitation.</summary>
    public void WithdrawAll(Withdrawal withdrawal)
    {
        for (var i = 0; i < _members.Count; i++)
        {
            if (_members[i].IsPending)
            {
                Withdraw(i, withdrawal);
            }
        }
    }

    /// <summary>The caller, if it is in the call, becomes Cancelled as the call ends.</summary>
    public void CancelCaller()
    {
        const int Caller = 0;
        if (_members[Caller].State == MemberState.Accepted)
        {
            Put(Caller, Move(Caller, Trigger.CancelCall));
        }
    }

    /// <summary>Ends the call.</summary>
    public void End(EndReason reason, string by = "", string data = "")
    {
        _endReason = reason;
        _endedBy = by;
        _endData = data;
    }

    /// <summary>The finished step, closed where the rules say that the call is over (rules 6).</summary>
    public Step Build(string actor = "", string device = "")
    {
        CloseIfOver();
        var after = before with
        {
            Revision = Revision,
            Members = _members.Count == _members.Capacity ? _members.MoveToImmutable() : _members.ToImmutable(),
            EndReason = _endReason,
            EndTime = _endReason == EndReason.None ? 0 : now,
            EndedBy = _endedBy,
            EndData = _endData,
        };
        return new Step(after, Teller.Notices(before, after, actor, device));
    }

    private void CloseIfOver()
    {
        if (_endReason != EndReason.None)
        {
            return;
        }

        if (before.Mode == CallMode.General)
        {
            // R-GEN: nobody is told; the life cycle just ends.
            if (!Any(static member => member.IsPending))
            {
                End(EndReason.NobodyPending);
            }
        }
        else if (!Any(static member => member.State == MemberState.Accepted))
        {
            WithdrawAll(Withdrawal.CallEmptied);
            End(EndReason.Emptied);
        }
    }

    private bool Any(Predicate<Member> matches)
    {
        foreach (var member in _members)
        {
            if (matches(member))
            {
                return true;
            }
        }

        return false;
    }
}
