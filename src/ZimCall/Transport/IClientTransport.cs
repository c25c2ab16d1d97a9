namespace ZimCall.Transport;

/// <summary>Opens connections to the backend: gRPC, or a pipe in the process.</summary>
internal interface IClientTransport : IAsyncDisposable
{
    /// <summary>Opens a connection.</summary>
    /// <exception cref="ConnectionException">It cannot be opened.</exception>
    Task<IClientConnection> ConnectAsync(CancellationToken ct);
}
