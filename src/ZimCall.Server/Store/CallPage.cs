using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>A page of a user's calls.</summary>
/// <param name="Calls">The calls, newest first; those of one millisecond in the order of their callIDs.</param>
/// <param name="HasMore">Whether older ones follow.</param>
public sealed record CallPage(ImmutableArray<Call> Calls, bool HasMore);
