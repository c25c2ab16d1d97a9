using ZimCall.Wire;

namespace ZimCall.Server.Rpc;

/// <summary>The limits of one mapped method.</summary>
public sealed record RpcEndpointOptions
{
    /// <summary>The largest message accepted, in bytes. Default 4 MiB.</summary>
    public int MaxReceiveMessageBytes { get; init; } = RpcServerStreamOptions.DefaultMaxReceiveMessageBytes;

    /// <summary>The bytes that may wait for a client that does not read, before it is cut off. Default 1 MiB.</summary>
    public long MaxQueuedBytes { get; init; } = RpcServerStreamOptions.DefaultMaxQueuedBytes;

    /// <summary>
    /// How long calls may go on after the application began to stop, before they are ended with UNAVAILABLE. Shorter than the
    /// host's own shutdown timeout (30 s), which open streams would otherwise use up. Default 5 s.
    /// </summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);
}
