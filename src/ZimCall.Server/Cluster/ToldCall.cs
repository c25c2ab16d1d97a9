using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>What the sessions of this node have been told of a call.</summary>
/// <param name="Revision">Up to which revision.</param>
/// <param name="ActiveUsers">Who is pending or Accepted; their other devices hear some of it too.</param>
/// <param name="Followers">Those who follow it. Whoever came since then, or does not follow it, knows nothing of it.</param>
internal sealed record ToldCall(long Revision, ImmutableArray<string> ActiveUsers, ImmutableArray<Session> Followers)
{
    /// <summary>Whether it was found to concern nobody here; it is forgotten if that is so the next time too.</summary>
    public bool IsDeserted { get; init; }
}
