namespace ZimCall.Wire;

/// <summary>The limits of a server's half of a stream.</summary>
public sealed record RpcServerStreamOptions
{
    /// <summary>The default of <see cref="MaxReceiveMessageBytes"/>: 4 MiB.</summary>
    public const int DefaultMaxReceiveMessageBytes = 4 * 1024 * 1024;

    /// <summary>The default of <see cref="MaxQueuedBytes"/>: 1 MiB.</summary>
    public const long DefaultMaxQueuedBytes = 1024 * 1024;

    /// <summary>The largest message accepted, in bytes. Default 4 MiB.</summary>
    public int MaxReceiveMessageBytes { get; init; } = DefaultMaxReceiveMessageBytes;

    /// <summary>
    /// The bytes that may wait for a client that does not read, in bytes; one message more cuts the client off. A message
    /// that finds nothing waiting is always taken. Default 1 MiB.
    /// </summary>
    public long MaxQueuedBytes { get; init; } = DefaultMaxQueuedBytes;

    /// <summary>
    /// What a failure of the host's own pipes means. Null, or a null answer, takes any failure for a client that went away.
    /// </summary>
    public Func<Exception, RpcException?>? TranslateFailure { get; init; }
}
