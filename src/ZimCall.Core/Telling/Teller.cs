using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ZimCall.Core;

/// <summary>
/// Works out who is told what of one step, from the call before and after it and the event table alone. One step, one
/// picture: what somebody is told follows from what they are after the whole step.
/// </summary>
internal static class Teller
{
    private static readonly ImmutableArray<EventKind> InOrder =
        [.. AudienceTable.Rows.Select(static row => row.Event).Distinct()];

    /// <summary>The notices of a step.</summary>
    /// <param name="before">The call before; null when the step created it.</param>
    /// <param name="after">The call after.</param>
    /// <param name="actor">The user whose operation it was; empty when time or absence did it.</param>
    /// <param name="device">The device the operation came from.</param>
    public static ImmutableArray<Notice> Notices(Call? before, Call after, string actor, string device)
    {
        var withdrew = actor.Length != 0 && HasWithdrawn(before, after);
        CallEvent.UserStateChanged? changed = null;
        var ended = before?.State == CallState.Started && after.EndReason == EndReason.EndedByMember;

        // Mostly each member is told one thing, and the caller two when the call begins; then this array is the result.
        var notices = new Notice[after.Members.Length + (before is null ? 1 : 0)];
        var count = 0;
        for (var i = 0; i < after.Members.Length; i++)
        {
            var member = after.Members[i];
            var parties = PartiesOf(before, after, member);
            if (withdrew && member.UserId == actor)
            {
                parties |= Party.Withdrawer;
            }

            foreach (var kind in InOrder)
            {
                if (AudienceTable.Of(kind, parties) is { } audience && Event(kind) is { } told)
                {
                    Add(ref notices, ref count, ToNotice(member, audience, device, told));
                }
            }

            if (LeftWithoutAWord(before?.Find(member.UserId, i), member, actor, device) is { } left)
            {
                Add(ref notices, ref count, new Notice(member.UserId, DeviceScope.Only, left, CallEvent.LetGo.Instance));
            }

            CallEvent? Event(EventKind kind) => kind switch
            {
                EventKind.CallInvitationCreated => before is null ? CallEvent.Created.Instance : null,
                EventKind.CallInvitationReceived => CallEvent.Received.Instance,
                EventKind.CallUserStateChanged => (changed ??= Changed(after)).Changed.IsEmpty ? null : changed,
                EventKind.CallInvitationCancelled => CancelledFor(after, member, actor),
                EventKind.CallInvitationTimeout => CallEvent.TimedOut.Instance,
                _ => ended ? CallEvent.Ended.Instance : null,
            };
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(count == notices.Length ? notices : notices[..count]);
    }

    private static void Add(ref Notice[] notices, ref int count, Notice notice)
    {
        if (count == notices.Length)
        {
            Array.Resize(ref notices, 2 * count);
        }

        notices[count++] = notice;
    }

    /// <summary>The members that changed in the call's latest step, as far as others hear of them.</summary>
    private static CallEvent.UserStateChanged Changed(Call after)
    {
        var count = 0;
        foreach (var member in after.Members)
        {
            count += IsNews(after, member) ? 1 : 0;
        }

        var changed = new Member[count];
        foreach (var member in after.Members)
        {
            if (IsNews(after, member))
            {
                changed[^count--] = member;
            }
        }

        return new CallEvent.UserStateChanged(ImmutableCollectionsMarshal.AsImmutableArray(changed));
    }

    /// <summary>R-EMPTY: who is withdrawn because nobody is left is told of it alone.</summary>
    private static bool IsNews(Call after, Member member) =>
        member.Revision == after.Revision && member.Withdrawal is not { Emptied: true };

    private static Party PartiesOf(Call? before, Call after, Member member)
    {
        if (member.Revision != after.Revision)
        {
            return Standing(member);
        }

        if (member.InvitedRevision == after.Revision)
        {
            return Party.Invited;
        }

        return member.State switch
        {
            MemberState.Accepted when before is null => Party.Creator | Party.InTheCall,
            MemberState.Accepted => Party.InTheCall | Party.JustAnswered,
            MemberState.Rejected => Party.JustAnswered,
            MemberState.Quit => Party.JustQuit,
            MemberState.Timeout => Party.TimedOut,
            MemberState.Cancelled => member.Withdrawal is null ? Party.None : Party.Withdrawn,
            _ => Standing(member),
        };
    }

    private static Party Standing(Member member) =>
        member.IsPending ? Party.Pending : member.State == MemberState.Accepted ? Party.InTheCall : Party.None;

    private static bool HasWithdrawn(Call? before, Call after)
    {
        if (before is null)
        {
            return false;
        }

        foreach (var member in after.Members)
        {
            if (member.Revision == after.Revision && member.Withdrawal is { Emptied: false })
            {
                return true;
            }
        }

        return after.EndReason == EndReason.Cancelled;
    }

    private static CallEvent.Cancelled CancelledFor(Call after, Member member, string actor) =>
        member.Revision == after.Revision && member.Withdrawal is { } withdrawal
            ? new CallEvent.Cancelled(member.Inviter, withdrawal.ExtendedData)
            : new CallEvent.Cancelled(actor, WithdrawalData(after));

    private static string WithdrawalData(Call after)
    {
        if (after.EndReason == EndReason.Cancelled)
        {
            return after.EndData;
        }

        foreach (var member in after.Members)
        {
            if (member.Revision == after.Revision && member.Withdrawal is { } withdrawal)
            {
                return withdrawal.ExtendedData;
            }
        }

        return "";
    }

    private static Notice ToNotice(Member member, Audience audience, string device, CallEvent told) => audience switch
    {
        Audience.AllDevices => new Notice(member.UserId, DeviceScope.All, "", told),
        Audience.OtherDevices => new Notice(member.UserId, DeviceScope.AllBut, device, told),
        _ => new Notice(member.UserId, DeviceScope.Only, member.PrimaryDevice, told),
    };

    /// <summary>The device that followed the call until this step and is not told by any event that it no longer does.</summary>
    private static string? LeftWithoutAWord(Member? before, Member member, string actor, string device)
    {
        if (before is not { State: MemberState.Accepted, PrimaryDevice: var primary })
        {
            return null;
        }

        var switched = member.State == MemberState.Accepted && member.PrimaryDevice != primary;
        var cancelledTheCall = member.State == MemberState.Cancelled && (primary == device || actor.Length == 0);
        return switched || cancelledTheCall ? primary : null;
    }
}
