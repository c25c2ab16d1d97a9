using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>One client's connection, as the sessions see it: gRPC, or a pipe in the process.</summary>
internal interface IFrameConnection
{
    /// <summary>Where it comes from, for logs.</summary>
    string Remote { get; }

    /// <summary>How many bytes wait to be sent; 0 where frames do not wait.</summary>
    long QueuedBytes => 0;

    /// <summary>The next frame; null when the client has half-closed.</summary>
    ValueTask<ClientFrame?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Queues a frame and never waits.</summary>
    /// <returns>False when the connection is broken or its queue is full.</returns>
    bool TrySend(ServerFrame frame);

    /// <summary>Breaks the connection at once.</summary>
    void Abort();
}
