namespace ZimCall;

/// <summary>Something that happened in a call, for <see cref="ZIMCall.Changes"/>; one of the cases nested here.</summary>
public abstract record ZIMCallChange
{
    private ZIMCallChange()
    {
    }

    /// <summary>A member changed its state, or became a member.</summary>
    /// <param name="Member">The member as it is now.</param>
    public sealed record MemberChanged(ZIMCallMember Member) : ZIMCallChange;

    /// <summary>The call is over for this instance. Always the last change.</summary>
    /// <param name="Outcome">
    /// How it ended; for a General call, which is over as soon as nobody is being asked any more (R-GEN), what it came to.
    /// </param>
    public sealed record Over(ZIMCallOutcome Outcome) : ZIMCallChange;
}
