namespace ZimCall;

/// <summary>
/// How long to wait before a broken connection is tried again. The limit of the wait grows from try to try; the wait itself is random between zero
/// and that limit, so that many devices that lost the same server do not come back all at once.
/// </summary>
public sealed record ZIMBackoff
{
    /// <summary>The limit of the first wait. Default 250 ms; 1 ms to 1 min.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>By how much the limit grows with each try. Default 2; 1 to 10.</summary>
    public double Factor { get; init; } = 2;

    /// <summary>What the limit never exceeds. Default 15 s; <see cref="First"/> to 10 min.</summary>
    public TimeSpan Max { get; init; } = TimeSpan.FromSeconds(15);
}
