using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>A single node's.</summary>
internal sealed class NoOtherNodes : IOtherNodes
{
    public void Take(ImmutableArray<(DeviceSession Session, bool IsOver)> sessions)
    {
    }
}
