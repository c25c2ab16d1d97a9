namespace ZimCall.Server;

/// <summary>Says to the directory that this node lives, and learns which others do.</summary>
internal sealed class NodeLease(NodeInfo self, INodeDirectory directory, PeerLinks links, TimeProvider time)
{
    /// <summary>A node that says nothing for this long counts as dead.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(3);

    private long _renewedAt = long.MinValue;
    private long _heldSince;

    /// <summary>
    /// Whether this node has held its lease for so long that whoever else could has renewed theirs: right after a
    /// directory has come back every lease has run out, and nobody is dead.
    /// </summary>
    public bool IsSteady => time.NowMs() - Volatile.Read(ref _heldSince) >= Duration.TotalMilliseconds;

    /// <summary>Whether the directory has said within the lease's time that it is held, and it was not given back.</summary>
    public bool IsHeld
    {
        get
        {
            var renewedAt = Volatile.Read(ref _renewedAt);
            return renewedAt != long.MinValue && time.NowMs() - renewedAt < Duration.TotalMilliseconds;
        }
    }

    /// <summary>Renews the lease when it is time.</summary>
    public async Task RenewAsync()
    {
        var now = time.NowMs();
        if (_renewedAt != long.MinValue && now - _renewedAt < RenewAfter.TotalMilliseconds && !links.HasStranger)
        {
            return;
        }

        var live = await directory.RenewAsync(self, Duration, CancellationToken.None);
        if (_renewedAt == long.MinValue || now - _renewedAt >= Duration.TotalMilliseconds)
        {
            Volatile.Write(ref _heldSince, now);
        }

        Volatile.Write(ref _renewedAt, now);
        links.Update(live);
    }

    /// <summary>Gives the lease back: this node's devices are lost from now on, and others look after them.</summary>
    public async Task ReleaseAsync()
    {
        await directory.LeaveAsync(self.Id, CancellationToken.None);
        Volatile.Write(ref _renewedAt, long.MinValue);
    }
}
