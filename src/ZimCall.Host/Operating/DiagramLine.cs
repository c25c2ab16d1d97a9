using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Host;

/// <summary>A line of a call's sequence diagram.</summary>
/// <param name="Time">Milliseconds since the call was created.</param>
/// <param name="Kind">What happened.</param>
/// <param name="From">Who did it to somebody; null for what is noted over those whom it concerns.</param>
/// <param name="To">Those whom it was done to, or whom it concerns.</param>
/// <param name="Text">What, in words.</param>
internal sealed record DiagramLine(long Time, CallChangeKind Kind, string? From, ImmutableArray<string> To, string Text);
