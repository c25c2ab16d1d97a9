using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>What the sessions of this node have been told of a call.</summary>
/// <param name="Revision">Up to which revision.</param>
/// <param name="ActiveUsers">Who was pending or Accepted then.</param>
internal sealed record ToldCall(long Revision, ImmutableArray<string> ActiveUsers);
