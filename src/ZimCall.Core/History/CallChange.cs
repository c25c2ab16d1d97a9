using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>Something that happened to a call: a line of its history.</summary>
/// <param name="Time">When, Unix milliseconds: for what time did, when it was due.</param>
/// <param name="Revision">The call's revision from then on; what happened at once has the same.</param>
/// <param name="Kind">What.</param>
/// <param name="Actor">The user whose operation it was; empty when time or absence did it.</param>
/// <param name="UserIds">The members it happened to, in the call's order.</param>
/// <param name="ExtendedData">What the operation carried.</param>
public sealed record CallChange(
    long Time,
    long Revision,
    CallChangeKind Kind,
    string Actor,
    ImmutableArray<string> UserIds,
    string ExtendedData)
{
    /// <summary>Why the call ended, when this change ended it; None otherwise.</summary>
    public EndReason Reason { get; init; }
}
