using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ZimCall.Core;

/// <summary>CallInvite (R-INV) and CallingInvite (R-CIN).</summary>
internal static class InviteRule
{
    /// <summary>CallInvite: creates a call.</summary>
    public static Decision Create(Call? existing, CallCommand.Invite command, long now, CallPolicy policy)
    {
        var invitees = Arguments.Distinct(command.Invitees);
        if ((CheckArguments(command, invitees) ?? CheckFacts(command, invitees, existing)) is { } refusal)
        {
            return new Decision { Call = existing, Refusal = refusal };
        }

        var timeout = command.TimeoutSeconds == 0 ? policy.DefaultTimeoutSeconds : (int)command.TimeoutSeconds;
        var members = new Member[invitees.Length + 1];
        var count = 0;
        members[count++] = new Member
        {
            UserId = command.UserId,
            State = TransitionTable.Next(null, Trigger.Create, command.Mode),
            Revision = 1,
            AcceptTime = now,
            PrimaryDevice = command.DeviceId,

            // R-GONE-2, but not before those who ring have had their time.
            AbsenceEndsAt = command is { CallerIsAbsent: true, Mode: CallMode.Advanced }
                ? now + Math.Max((long)policy.AbsenceLimit.TotalMilliseconds, timeout * 1000L)
                : 0,
        };
        var errors = ImmutableArray<InviteError>.Empty;
        foreach (var invitee in invitees)
        {
            if (command.Unregistered.Contains(invitee))
            {
                errors = errors.Add(new InviteError(invitee, RefusalCodes.UserIsNotExist));
                continue;
            }

            members[count++] = new Member
            {
                UserId = invitee,
                State = TransitionTable.Next(null, Trigger.Invite, command.Mode),
                Inviter = command.UserId,
                Revision = 1,
                InvitedRevision = 1,
                WasPushed = command.Pushed.Contains(invitee),
                Deadline = now + (timeout * 1000L),
                ReceiptCheckAt = command.ChecksReceipt ? now + (long)policy.ReceiptCheckInterval.TotalMilliseconds : 0,
            };
        }

        var call = new Call
        {
            CallId = command.CallId,
            Caller = command.UserId,
            Mode = command.Mode,
            ExtendedData = command.ExtendedData,
            TimeoutSeconds = timeout,
            ChecksReceipt = command.ChecksReceipt,
            CreateTime = now,
            Revision = 1,
            Members = ImmutableCollectionsMarshal.AsImmutableArray(errors.IsEmpty ? members : members[..count]),
        };
        var step = new Step(call, Teller.Notices(null, call, command.UserId, command.DeviceId));
        return new Decision { Call = call, Steps = [step], InviteErrors = errors };
    }

    /// <summary>CallingInvite: adds members.</summary>
    public static Ruling Add(Call call, CallCommand.InviteMore command, long now, CallPolicy policy)
    {
        const Operation operation = Operation.CallingInvite;
        var invitees = Arguments.Distinct(command.Invitees);
        if (Arguments.CheckUserIds(invitees, operation) is { } malformed)
        {
            return malformed;
        }

        if (invitees.IsEmpty)
        {
            return Arguments.Invalid(operation, "no invitees", "R-INV-1");
        }

        if (Admission.Check(call, command, operation) is { } refused)
        {
            return refused;
        }

        var errors = ImmutableArray.CreateBuilder<InviteError>();
        var invited = ImmutableArray.CreateBuilder<string>(invitees.Length);
        var unregistered = 0;
        foreach (var invitee in invitees)
        {
            if (call.Find(invitee)?.State.IsActive() == true)
            {
                errors.Add(new InviteError(invitee, RefusalCodes.Of(RefusalReason.AlreadyInTheCall)));
            }
            else if (command.Unregistered.Contains(invitee))
            {
                unregistered++;
                errors.Add(new InviteError(invitee, RefusalCodes.UserIsNotExist));
            }
            else
            {
                invited.Add(invitee);
            }
        }

        if (invited.Count == 0)
        {
            return unregistered == invitees.Length
                ? Refusal.Of(operation, RefusalReason.InviteesUnknown, "R-CIN-2", "no invitee was ever registered")
                : Refusal.Of(operation, RefusalReason.AlreadyInTheCall, "R-CIN-2", "every invitee is pending or in the call");
        }

        if (call.ActiveCount + invited.Count > Call.Capacity)
        {
            return Refusal.Of(
                operation,
                RefusalReason.TooManyMembers,
                "R-CIN-3",
                $"{call.ActiveCount} members and {invited.Count} more are over the limit of {Call.Capacity}");
        }

        var draft = new Draft(call, now);
        foreach (var invitee in invited)
        {
            var index = call.IndexOf(invitee);
            var member = index < 0 ? draft.Enter(invitee, Trigger.Invite) : draft.Move(index, Trigger.Invite);
            draft.Put(index < 0 ? draft.Count : index, member with
            {
                // R-CIN-4: the call's own ring time and delivery check, counted from now.
                Inviter = command.UserId,
                ExtendedData = "",
                InvitedRevision = draft.Revision,
                WasPushed = command.Pushed.Contains(invitee),
                Deadline = now + (call.TimeoutSeconds * 1000L),
                ReceiptCheckAt = call.ChecksReceipt ? now + (long)policy.ReceiptCheckInterval.TotalMilliseconds : 0,
                AcceptTime = 0,
                QuitTime = 0,
                PrimaryDevice = "",
                Withdrawal = null,
            });
        }

        return new Ruling(draft.Build(command.UserId, command.DeviceId), null) { InviteErrors = errors.DrainToImmutable() };
    }

    /// <summary>What the client can check as well, before it sends (R-INV-1 to R-INV-3).</summary>
    internal static Refusal? CheckArguments(CallCommand.Invite command, ImmutableArray<string> invitees)
    {
        const Operation operation = Operation.CallInvite;
        if ((Arguments.Check(command, operation) ?? Arguments.CheckUserIds(invitees, operation)) is { } malformed)
        {
            return malformed;
        }

        if (!Limits.IsCallId(command.CallId))
        {
            return Arguments.Invalid(operation, "malformed callID", "R-ID");
        }

        if (command.Mode is not (CallMode.General or CallMode.Advanced))
        {
            return Arguments.Invalid(operation, $"unknown mode {(int)command.Mode}", "R-INV");
        }

        if (invitees.IsEmpty)
        {
            return Arguments.Invalid(operation, "no invitees", "R-INV-1");
        }

        if (invitees.Length > Limits.MaxInvitees)
        {
            return Refusal.Of(
                operation,
                RefusalReason.TooManyMembers,
                "R-INV-1",
                $"{invitees.Length} invitees, at most {Limits.MaxInvitees}");
        }

        if (invitees.Contains(command.UserId))
        {
            return Arguments.Invalid(operation, "the caller is among the invitees", "R-INV-2");
        }

        return command.TimeoutSeconds is < 0 or > Limits.MaxTimeoutSeconds
            ? Arguments.Invalid(operation, $"timeout {command.TimeoutSeconds} s, at most {Limits.MaxTimeoutSeconds}", "R-INV-3")
            : null;
    }

    private static Refusal? CheckFacts(CallCommand.Invite command, ImmutableArray<string> invitees, Call? existing)
    {
        const Operation operation = Operation.CallInvite;
        if (command is { CallerMustBeFree: true, CallerIsInACall: true })
        {
            return Refusal.Of(operation, RefusalReason.AlreadyInTheCall, "R-INV-4", $"\"{command.UserId}\" is in a call");
        }

        if (!command.Unregistered.IsEmpty && invitees.All(command.Unregistered.Contains))
        {
            return Refusal.Of(operation, RefusalReason.InviteesUnknown, "R-INV-5", "no invitee was ever registered");
        }

        return existing is null
            ? null
            : Refusal.Of(operation, RefusalReason.CallAlreadyExists, "R-INV-6", "the callID is taken");
    }
}
