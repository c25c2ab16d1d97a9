using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>
/// The rules of call invitations: (call, command, now) → (call', what changed, who is told) or a refusal. Pure: the same
/// arguments give the same decision. First what time has made due happens, then the command; so deciding late equals
/// deciding on time.
/// </summary>
public sealed class CallRules(CallPolicy policy)
{
    /// <summary>Decides.</summary>
    /// <param name="call">The call, or null when none of that name exists.</param>
    /// <param name="command">What happens.</param>
    /// <param name="now">The server's clock, Unix milliseconds.</param>
    public Decision Decide(Call? call, CallCommand command, long now)
    {
        if (command is CallCommand.Invite invite)
        {
            return InviteRule.Create(call, invite, now, policy);
        }

        if (call is null)
        {
            return new Decision { Refusal = Unknown(command, "no such call") };
        }

        var due = Expiry.StepsDue(call, now);
        var current = due.IsEmpty ? call : due[^1].After;
        var ruling = Rule(current, command, now);
        return new Decision
        {
            Call = ruling.Step?.After ?? current,
            Steps = ruling.Step is { } step ? due.Add(step) : due,
            Refusal = ruling.Refusal,
            InviteErrors = ruling.InviteErrors,
            ErrorInvitees = ruling.ErrorInvitees,
        };
    }

    private Ruling Rule(Call call, CallCommand command, long now)
    {
        if (call.State == CallState.Ended)
        {
            return Unknown(command, $"the call has ended ({call.EndReason})") is { } refusal ? refusal : Ruling.NoChange;
        }

        if (command.Operation is { } operation && Arguments.Check(command, operation) is { } invalid)
        {
            return invalid;
        }

        return command switch
        {
            CallCommand.Cancel cancel => CancelRule.Decide(call, cancel, now),
            CallCommand.Accept or CallCommand.Reject => AnswerRule.Decide(call, command, now),
            CallCommand.InviteMore more => InviteRule.Add(call, more, now, policy),
            CallCommand.Join join => JoinRule.Decide(call, join, now),
            CallCommand.Quit quit => LeaveRule.Quit(call, quit, now),
            CallCommand.End end => LeaveRule.End(call, end, now),
            CallCommand.Delivered delivered => PresenceRule.Delivered(call, delivered, now),
            CallCommand.UserGone gone => PresenceRule.Gone(call, gone, now, policy),
            CallCommand.UserBack back => PresenceRule.Back(call, back, now),
            _ => Ruling.NoChange,
        };
    }

    /// <summary>Operations on a call that is not there are refused; facts about it do not matter.</summary>
    private static Refusal? Unknown(CallCommand command, string found) =>
        command.Operation is { } operation
            ? Refusal.Of(operation, RefusalReason.CallDoesNotExist, "rules 5", found)
            : null;
}
