namespace ZimCall.Wire;

/// <summary>What one call sends along, and how long it may take.</summary>
public sealed record RpcCallOptions
{
    /// <summary>Nothing to send along, and no deadline.</summary>
    public static RpcCallOptions None { get; } = new();

    /// <summary>
    /// Headers for the server: keys in lower case, values in printable ASCII. Names that belong to gRPC (<c>grpc-…</c>,
    /// <c>te</c>, <c>content-type</c>, <c>user-agent</c>) are refused with an ArgumentException.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>
    /// How long the whole call may take, connecting included. The server is told, and this side ends the call with
    /// DEADLINE_EXCEEDED by itself. Null, the default, is no limit.
    /// </summary>
    public TimeSpan? Timeout { get; init; }
}
