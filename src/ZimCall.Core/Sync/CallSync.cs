using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>
/// R-REC-2: what is needed to bring a device that knows a call at some revision up to date, computed from the call's
/// present state alone. In-between states may be skipped, never the last one.
/// </summary>
public static class CallSync
{
    /// <summary>Works it out.</summary>
    /// <param name="call">The call as it is now, with nothing overdue.</param>
    /// <param name="userId">The user.</param>
    /// <param name="deviceId">The device.</param>
    /// <param name="known">The revision up to which the device has been told; null when it does not know the call.</param>
    public static SyncResult For(Call call, string userId, string deviceId, long? known)
    {
        var member = call.Find(userId);
        var follows = call.IsFollowedBy(userId, deviceId);
        if (member is null)
        {
            return new SyncResult([], follows);
        }

        // A device that claims to know more than there is knows another life of the call: it is told everything.
        var since = known is { } revision && revision <= call.Revision ? revision : 0;
        return new SyncResult(known is null && !follows ? [] : Missed(call, member, deviceId, since), follows);
    }

    private static ImmutableArray<CallEvent> Missed(Call call, Member member, string deviceId, long since)
    {
        var isNews = member.Revision > since;
        if (call.State == CallState.Started && member.IsPending && member.InvitedRevision > since)
        {
            return [CallEvent.Received.Instance];
        }

        switch (member.State)
        {
            case MemberState.Timeout:
                return isNews ? [CallEvent.TimedOut.Instance] : [];
            case MemberState.Cancelled:
                return isNews ? [Cancellation(call, member)] : [];
            case MemberState.Rejected or MemberState.Quit:
                return Changes(call, since, until: member.Revision);
            case MemberState.Accepted when member.PrimaryDevice != deviceId:
                // Answered elsewhere: it hears of that, and of nothing after it (R-DEV-2).
                return Changes(call, since, until: member.Revision);
            default:
                var changes = Changes(call, since, until: call.Revision);
                var endedMeanwhile = call.EndReason == EndReason.EndedByMember && call.Revision > since;
                return endedMeanwhile ? changes.Add(CallEvent.Ended.Instance) : changes;
        }
    }

    private static CallEvent.Cancelled Cancellation(Call call, Member member) =>
        member.Withdrawal is { } withdrawal
            ? new CallEvent.Cancelled(member.Inviter, withdrawal.ExtendedData)
            : new CallEvent.Cancelled(call.Caller, call.EndData);

    private static ImmutableArray<CallEvent> Changes(Call call, long since, long until)
    {
        var changed = ImmutableArray.CreateBuilder<Member>();
        foreach (var member in call.Members)
        {
            if (member.Revision > since && member.Revision <= until && member.Withdrawal is not { Emptied: true })
            {
                changed.Add(member);
            }
        }

        return changed.Count == 0 ? [] : [new CallEvent.UserStateChanged(changed.DrainToImmutable())];
    }
}
