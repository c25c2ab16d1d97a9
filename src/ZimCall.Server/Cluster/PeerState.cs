namespace ZimCall.Server;

/// <summary>What has gone to another node, and what has come from it. Guarded by <see cref="PeerLinks"/>.</summary>
internal sealed class PeerState(long since)
{
    /// <summary>The number of the last message to it.</summary>
    public ulong Sent { get; set; }

    /// <summary>The number of the last message from it; null before the first.</summary>
    public ulong? Received { get; set; }

    /// <summary>When it was last heard of, or became known.</summary>
    public long LastHeard { get; set; } = since;
}
