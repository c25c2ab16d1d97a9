namespace ZimCall.Host;

/// <summary>A second of a server's life.</summary>
/// <param name="Created">Calls that were created.</param>
/// <param name="Operations">Operations that were answered.</param>
/// <param name="Refused">Those of them that were refused.</param>
/// <param name="Sessions">Sessions with a connection at its end.</param>
/// <param name="Unanswered">Calls that rang at its end, by this node's count.</param>
/// <param name="Answered">Calls that were answered and went on.</param>
internal readonly record struct RateSample(long Created, long Operations, long Refused, long Sessions, long Unanswered, long Answered);
