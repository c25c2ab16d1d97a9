namespace ZimCall.Core;

/// <summary>CallJoin (R-JOI). Knowing the callID is the permission.</summary>
internal static class JoinRule
{
    private const Operation Operation = Core.Operation.CallJoin;

    public static Ruling Decide(Call call, CallCommand.Join command, long now)
    {
        if (Admission.Check(call, command, Operation) is { } refused)
        {
            return refused;
        }

        var draft = new Draft(call, now);
        var index = call.IndexOf(command.UserId);
        if (index >= 0 && call.Members[index].State == MemberState.Accepted)
        {
            // R-JOI-2: the call moves to this device; the member's own revision stays, for nobody is told.
            draft.Put(index, call.Members[index] with { PrimaryDevice = command.DeviceId, AbsenceEndsAt = 0 });
            return draft.Build(command.UserId, command.DeviceId);
        }

        var isActive = index >= 0 && call.Members[index].State.IsActive();
        if (!isActive && call.ActiveCount >= Call.Capacity)
        {
            return Refusal.Of(Operation, RefusalReason.TooManyMembers, "R-JOI-3", $"the call has {Call.Capacity} members");
        }

        var joined = index < 0 ? draft.Enter(command.UserId, Trigger.Join) : draft.Move(index, Trigger.Join);
        draft.Put(index < 0 ? draft.Count : index, joined with
        {
            ExtendedData = command.ExtendedData,
            AcceptTime = now,
            QuitTime = 0,
            PrimaryDevice = command.DeviceId,
            Withdrawal = null,
        });
        return draft.Build(command.UserId, command.DeviceId);
    }
}
