namespace ZimCall.Core;

/// <summary>Groups of member states that the rules speak of.</summary>
public static class MemberStates
{
    /// <summary>Invited and not answered: Inviting, NotYetReceived or Received.</summary>
    public static bool IsPending(this MemberState state) =>
        state is MemberState.Inviting or MemberState.Received or MemberState.NotYetReceived;

    /// <summary>Counts against the capacity of a call (R-CIN-3): pending or Accepted.</summary>
    public static bool IsActive(this MemberState state) => state == MemberState.Accepted || state.IsPending();
}
