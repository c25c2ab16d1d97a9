using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>What the memory store keeps of one call; replaced as a whole.</summary>
/// <param name="Call">The call.</param>
/// <param name="Changes">Its history.</param>
internal sealed record MemoryCall(Call Call, ImmutableArray<CallChange> Changes)
{
    public MemoryCall With(CallCommit commit) => new(commit.Call, KeptChanges.Of(Changes.AddRange(commit.Changes)));
}
