using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>A change of one call, to be stored.</summary>
/// <param name="Key">The call.</param>
/// <param name="Call">The call after the change.</param>
/// <param name="ExpectedRevision">The revision the change was decided on; 0 for a call that must not exist yet.</param>
public sealed record CallCommit(CallKey Key, Call Call, long ExpectedRevision)
{
    /// <summary>For a new call: whether it must not be stored when its caller is in another call (R-INV-4).</summary>
    public bool CallerMustBeFree { get; init; }

    /// <summary>The receipt of the request that asked for the change; stored with it. Null for what no request asked for.</summary>
    public RequestReceipt? Receipt { get; init; }

    /// <summary>What happened, for the call's history, oldest first; stored with the change.</summary>
    public ImmutableArray<CallChange> Changes { get; init; } = [];

    /// <summary>Callbacks that tell of the change, in the order in which they are to be delivered; stored with it.</summary>
    public ImmutableArray<OutgoingCallback> Callbacks { get; init; } = [];
}
