using System.Collections.Immutable;

namespace ZimCall;

/// <summary>What a call came to; one of the cases nested here.</summary>
public abstract record ZIMCallOutcome
{
    private ZIMCallOutcome()
    {
    }

    /// <summary>Somebody accepted; of several, the first.</summary>
    /// <param name="UserID">The user who accepted or joined.</param>
    /// <param name="ExtendedData">What that user gave with it; "" when nothing.</param>
    public sealed record Accepted(string UserID, string ExtendedData) : ZIMCallOutcome;

    /// <summary>Everybody who was invited has answered or run out of time, nobody accepted, and at least one declined.</summary>
    /// <param name="Invitees">How each invitee stands, in the order in which they were invited.</param>
    public sealed record Rejected(ImmutableArray<ZIMCallMember> Invitees) : ZIMCallOutcome;

    /// <summary>The time ran out before anybody answered; at most some invitations had been withdrawn before.</summary>
    public sealed record TimedOut : ZIMCallOutcome;

    /// <summary>The call, or every invitation to it, was cancelled before anybody accepted.</summary>
    /// <param name="By">The user who cancelled.</param>
    /// <param name="ExtendedData">What that user gave with it; "" when nothing.</param>
    public sealed record Cancelled(string By, string ExtendedData) : ZIMCallOutcome;

    /// <summary>The call is over for this instance: ended by a member, left by the user, or lost.</summary>
    /// <param name="By">
    /// The user who ended or left it; null when nobody did: the server no longer knows the call, or the instance was logged out, disconnected
    /// for good or destroyed.
    /// </param>
    /// <param name="ExtendedData">What that user gave with it; "" when nothing.</param>
    public sealed record Ended(string? By, string ExtendedData) : ZIMCallOutcome;
}
