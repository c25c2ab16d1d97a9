using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>One change of a call: its picture after it, and who is told what.</summary>
/// <param name="After">The call after the change; its revision is one higher than before.</param>
/// <param name="Notices">Who is told what, in the order in which one device is told.</param>
public sealed record Step(Call After, ImmutableArray<Notice> Notices);
