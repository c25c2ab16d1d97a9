using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>
/// The arrows between member states (rules 2), as data. The rules move members along these arrows and no
/// others: a move that is not here is a bug in the rules and throws.
/// </summary>
public static class TransitionTable
{
    /// <summary>Every arrow.</summary>
    public static ImmutableArray<Transition> Arrows { get; } =
    [
        new(null, Trigger.Create, MemberState.Accepted),

        new(null, Trigger.Invite, MemberState.Inviting),
        new(MemberState.Rejected, Trigger.Invite, MemberState.Inviting, AdvancedOnly: true),
        new(MemberState.Cancelled, Trigger.Invite, MemberState.Inviting, AdvancedOnly: true),
        new(MemberState.Timeout, Trigger.Invite, MemberState.Inviting, AdvancedOnly: true),
        new(MemberState.Quit, Trigger.Invite, MemberState.Inviting, AdvancedOnly: true),

        new(MemberState.Inviting, Trigger.Deliver, MemberState.Received),
        new(MemberState.NotYetReceived, Trigger.Deliver, MemberState.Received),
        new(MemberState.Inviting, Trigger.ReceiptCheck, MemberState.NotYetReceived),

        .. FromPending(Trigger.Accept, MemberState.Accepted),
        .. FromPending(Trigger.Reject, MemberState.Rejected),
        .. FromPending(Trigger.Withdraw, MemberState.Cancelled),
        .. FromPending(Trigger.Deadline, MemberState.Timeout),

        new(MemberState.Accepted, Trigger.Quit, MemberState.Quit, AdvancedOnly: true),
        new(MemberState.Accepted, Trigger.CancelCall, MemberState.Cancelled),

        new(null, Trigger.Join, MemberState.Accepted, AdvancedOnly: true),
        .. FromPending(Trigger.Join, MemberState.Accepted, advancedOnly: true),
        new(MemberState.Rejected, Trigger.Join, MemberState.Accepted, AdvancedOnly: true),
        new(MemberState.Cancelled, Trigger.Join, MemberState.Accepted, AdvancedOnly: true),
        new(MemberState.Timeout, Trigger.Join, MemberState.Accepted, AdvancedOnly: true),
        new(MemberState.Quit, Trigger.Join, MemberState.Accepted, AdvancedOnly: true),
    ];

    /// <summary>Where a trigger leads from a state.</summary>
    /// <exception cref="InvalidOperationException">There is no such arrow.</exception>
    public static MemberState Next(MemberState? from, Trigger trigger, CallMode mode)
    {
        foreach (var arrow in Arrows)
        {
            if (arrow.From == from && arrow.Trigger == trigger && (!arrow.AdvancedOnly || mode == CallMode.Advanced))
            {
                return arrow.To;
            }
        }

        throw new InvalidOperationException($"No arrow leads from {from?.ToString() ?? "(not a member)"} by {trigger} in a {mode} call.");
    }

    private static ImmutableArray<Transition> FromPending(Trigger trigger, MemberState to, bool advancedOnly = false) =>
    [
        new(MemberState.Inviting, trigger, to, advancedOnly),
        new(MemberState.NotYetReceived, trigger, to, advancedOnly),
        new(MemberState.Received, trigger, to, advancedOnly),
    ];
}
