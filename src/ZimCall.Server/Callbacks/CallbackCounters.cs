namespace ZimCall.Server;

/// <summary>What became of this node's callbacks since it was started.</summary>
internal sealed class CallbackCounters
{
    private long _delivered;
    private long _failed;
    private long _dead;

    /// <summary>Delivered.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Tries that failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Given up: they are dead letters.</summary>
    public long Dead => Interlocked.Read(ref _dead);

    public void AddDelivered() => Interlocked.Increment(ref _delivered);

    public void AddFailed() => Interlocked.Increment(ref _failed);

    public void AddDead() => Interlocked.Increment(ref _dead);
}
