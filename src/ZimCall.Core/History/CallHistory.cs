using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>Tells what happened to a call from what it was and what it became.</summary>
public static class CallHistory
{
    /// <summary>What a decision makes happen, in order; empty when it changes nothing.</summary>
    /// <param name="before">The call that was decided on; null when there was none.</param>
    /// <param name="command">The command.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="now">When it was made, Unix milliseconds.</param>
    public static ImmutableArray<CallChange> ChangesOf(Call? before, CallCommand command, Decision decision, long now)
    {
        var changes = ImmutableArray.CreateBuilder<CallChange>(decision.Steps.Length);
        foreach (var step in decision.Steps)
        {
            // Time goes first, each thing when it was due; then nothing is due, and the command has its turn.
            var due = before?.NextDeadline ?? long.MaxValue;
            var at = due <= now ? new Moment(due, null) : new Moment(now, command);
            Add(changes, before, step.After, at);
            before = step.After;
        }

        return changes.DrainToImmutable();
    }

    private static void Add(ImmutableArray<CallChange>.Builder changes, Call? before, Call after, Moment at)
    {
        var first = changes.Count;
        for (var i = 0; i < after.Members.Length; i++)
        {
            var member = after.Members[i];
            if (KindOf(before, after, i, at.Command) is not { } kind)
            {
                continue;
            }

            if (changes.Count > first && changes[^1] is var last && last.Kind == kind)
            {
                changes[^1] = last with { UserIds = last.UserIds.Add(member.UserId) };
            }
            else
            {
                // R-EMPTY: whose leaving emptied the call did not cancel anybody.
                var by = kind == CallChangeKind.Cancel && member.Withdrawal!.Emptied ? null : at.Operation;
                changes.Add(new CallChange(at.Time, after.Revision, kind, by?.UserId ?? "", [member.UserId], by?.ExtendedData ?? ""));
            }
        }

        if (after.State == CallState.Ended)
        {
            changes.Add(new CallChange(at.Time, after.Revision, CallChangeKind.End, after.EndedBy, [], after.EndData) { Reason = after.EndReason });
        }
    }

    /// <summary>What happened to a member in the call's latest step; null for nothing, or for what the call's end says.</summary>
    private static CallChangeKind? KindOf(Call? before, Call after, int place, CallCommand? command)
    {
        var member = after.Members[place];
        if (member.Revision != after.Revision)
        {
            return Unseen(before?.Find(member.UserId, place), member);
        }

        if (member.InvitedRevision == after.Revision)
        {
            return before is null ? CallChangeKind.Create : CallChangeKind.Invite;
        }

        return member.State switch
        {
            MemberState.Received => CallChangeKind.Receive,
            MemberState.NotYetReceived => CallChangeKind.ReceiptMissed,
            MemberState.Accepted when before is not null => command is CallCommand.Join ? CallChangeKind.Join : CallChangeKind.Accept,
            MemberState.Rejected => CallChangeKind.Reject,
            MemberState.Cancelled when member.Withdrawal is not null => CallChangeKind.Cancel,
            MemberState.Timeout => CallChangeKind.Timeout,
            MemberState.Quit => CallChangeKind.Quit,
            _ => null,
        };
    }

    /// <summary>What nobody in the call is told of.</summary>
    private static CallChangeKind? Unseen(Member? before, Member after)
    {
        if (before is null || ReferenceEquals(before, after))
        {
            return null;
        }

        if (before.PrimaryDevice != after.PrimaryDevice)
        {
            return CallChangeKind.SwitchDevice;
        }

        return before.AbsenceEndsAt == after.AbsenceEndsAt ? null
            : after.AbsenceEndsAt != 0 ? CallChangeKind.Gone : CallChangeKind.Back;
    }

    /// <param name="Time">When a step was due.</param>
    /// <param name="Command">What caused it; null for time.</param>
    private readonly record struct Moment(long Time, CallCommand? Command)
    {
        /// <summary>The command, when somebody gave it.</summary>
        public CallCommand? Operation => Command?.Operation is null ? null : Command;
    }
}
