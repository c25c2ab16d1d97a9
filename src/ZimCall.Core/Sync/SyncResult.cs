using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>What a device that was away has to be told of one call.</summary>
/// <param name="Events">The events, in order; empty when it is up to date.</param>
/// <param name="Follows">Whether the device goes on following the call.</param>
public sealed record SyncResult(ImmutableArray<CallEvent> Events, bool Follows);
