namespace ZimCall.Core;

/// <summary>What the server observes of a member's devices: delivery (R-DEL-1) and presence (R-GONE).</summary>
internal static class PresenceRule
{
    public static Ruling Delivered(Call call, CallCommand.Delivered fact, long now)
    {
        var index = call.IndexOf(fact.UserId);
        if (index < 0 || call.Members[index].State is not (MemberState.Inviting or MemberState.NotYetReceived))
        {
            return Ruling.NoChange;
        }

        var draft = new Draft(call, now);
        draft.Put(index, draft.Move(index, Trigger.Deliver) with { Deadline = call.Members[index].Deadline });
        return draft.Build();
    }

    public static Ruling Gone(Call call, CallCommand.UserGone fact, long now, CallPolicy policy)
    {
        var index = call.IndexOf(fact.UserId);
        if (index < 0 || call.Members[index].State != MemberState.Accepted)
        {
            return Ruling.NoChange;
        }

        var draft = new Draft(call, now);
        if (fact.UserId == call.Caller && !call.HasAcceptedBeside(call.Caller))
        {
            // R-GONE-1: nobody rings for a caller who is not there.
            draft.WithdrawAll(Withdrawal.CallerGone);
            draft.CancelCaller();
            draft.End(EndReason.CallerGone);
            return draft.Build();
        }

        if (call.Mode == CallMode.General || call.Members[index].AbsenceEndsAt != 0)
        {
            return Ruling.NoChange;
        }

        return WithAbsence(draft, call, index, now + (long)policy.AbsenceLimit.TotalMilliseconds);
    }

    public static Ruling Back(Call call, CallCommand.UserBack fact, long now)
    {
        var index = call.IndexOf(fact.UserId);
        return index < 0 || call.Members[index].AbsenceEndsAt == 0
            ? Ruling.NoChange
            : WithAbsence(new Draft(call, now), call, index, 0);
    }

    /// <summary>Nobody is told of absence itself, so the member's own revision stays.</summary>
    private static Step WithAbsence(Draft draft, Call call, int index, long endsAt)
    {
        draft.Put(index, call.Members[index] with { AbsenceEndsAt = endsAt });
        return draft.Build();
    }
}
