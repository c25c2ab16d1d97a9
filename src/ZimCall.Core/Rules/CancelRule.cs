using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>CallCancel (R-CAN).</summary>
internal static class CancelRule
{
    private const Operation Operation = Core.Operation.CallCancel;

    public static Ruling Decide(Call call, CallCommand.Cancel command, long now)
    {
        if (Arguments.CheckUserIds(command.Invitees, Operation) is { } malformed)
        {
            return malformed;
        }

        // R-CAN-2: in a General call the list is not looked at.
        return call.Mode == CallMode.General || command.Invitees.IsEmpty
            ? WholeCall(call, command, now)
            : Named(call, command, now);
    }

    private static Ruling WholeCall(Call call, CallCommand.Cancel command, long now)
    {
        if (command.UserId != call.Caller)
        {
            return Refusal.Of(
                Operation,
                RefusalReason.IsNotInviter,
                call.Mode == CallMode.General ? "R-CAN-1" : "R-CAN-3",
                $"\"{command.UserId}\" is not the caller");
        }

        if (call.HasAcceptedBeside(call.Caller))
        {
            return AlreadyAnswered(call.Mode == CallMode.General ? "R-CAN-2" : "R-CAN-3", "somebody has accepted");
        }

        var draft = new Draft(call, now);
        draft.WithdrawAll(new Withdrawal(Emptied: false, command.ExtendedData));
        draft.CancelCaller();
        draft.End(EndReason.Cancelled, command.UserId, command.ExtendedData);
        return draft.Build(command.UserId, command.DeviceId);
    }

    private static Ruling Named(Call call, CallCommand.Cancel command, long now)
    {
        var invitees = Arguments.Distinct(command.Invitees);
        var draft = new Draft(call, now);
        var withdrawal = new Withdrawal(Emptied: false, command.ExtendedData);
        var errors = ImmutableArray.CreateBuilder<string>();
        var (mayCancelSome, someAccepted) = (false, false);
        foreach (var invitee in invitees)
        {
            var index = call.IndexOf(invitee);
            var mayCancel = index >= 0 && MayCancel(call, command.UserId, call.Members[index]);
            mayCancelSome |= mayCancel;
            if (mayCancel && call.Members[index].IsPending)
            {
                draft.Withdraw(index, withdrawal);
            }
            else
            {
                someAccepted |= mayCancel && call.Members[index].State == MemberState.Accepted;
                errors.Add(invitee);
            }
        }

        if (errors.Count == invitees.Length)
        {
            return someAccepted ? AlreadyAnswered("R-CAN-4", "the invitee has accepted")
                : !mayCancelSome ? Refusal.Of(Operation, RefusalReason.IsNotInviter, "R-CAN-1", $"\"{command.UserId}\" invited none of them")
                : Refusal.Of(Operation, RefusalReason.CallDoesNotExist, "R-CAN-4", "no invitee named is pending");
        }

        return new Ruling(draft.Build(command.UserId, command.DeviceId), null) { ErrorInvitees = errors.DrainToImmutable() };
    }

    /// <summary>
    /// R-CAN-1: the inviter may, and the caller may cancel everyone else's. The caller has an inviter too when it quit
    /// and was invited again.
    /// </summary>
    private static bool MayCancel(Call call, string userId, Member member) =>
        member.UserId == call.Caller ? member.Inviter == userId : userId == call.Caller || member.Inviter == userId;

    private static Refusal AlreadyAnswered(string rule, string found) =>
        Refusal.Of(Operation, RefusalReason.AlreadyAnswered, rule, found);
}
