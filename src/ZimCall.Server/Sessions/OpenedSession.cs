using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>A session that was opened.</summary>
/// <param name="Session">The session.</param>
/// <param name="Resumed">Whether it is the one the client named.</param>
/// <param name="Displaced">Sessions on this node that are over now and have to be told (R-DEV-1).</param>
internal readonly record struct OpenedSession(Session Session, bool Resumed, ImmutableArray<Session> Displaced)
{
    /// <summary>Whether it began now, and did not go on from before.</summary>
    public bool IsNew { get; init; }

    /// <summary>Sessions that other nodes held until now, and whether they are over.</summary>
    public ImmutableArray<(DeviceSession Session, bool IsOver)> Elsewhere { get; init; } = [];
}
