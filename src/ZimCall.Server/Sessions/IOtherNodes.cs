using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>The nodes whose sessions a login here concerns.</summary>
internal interface IOtherNodes
{
    /// <summary>Says that sessions are no longer theirs. It may be lost; they look for themselves from time to time.</summary>
    /// <param name="sessions">The sessions, and whether they are over; else they went on here.</param>
    void Take(ImmutableArray<(DeviceSession Session, bool IsOver)> sessions);
}
