namespace ZimCall.Core;

/// <summary>An arrow of the member's state machine.</summary>
/// <param name="From">The state before; null for "not a member".</param>
/// <param name="Trigger">What happens.</param>
/// <param name="To">The state after.</param>
/// <param name="AdvancedOnly">Whether it exists in Advanced calls only.</param>
public sealed record Transition(MemberState? From, Trigger Trigger, MemberState To, bool AdvancedOnly = false);
