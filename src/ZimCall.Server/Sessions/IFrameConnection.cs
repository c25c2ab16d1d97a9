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

    /// <summary>Queues a frame, which goes out with the next flush at the latest, and never waits.</summary>
    /// <returns>False when the connection is broken or its queue is full.</returns>
    bool TryPost(ServerFrame frame);

    /// <summary>Sends what was posted, and never waits; nothing to do where frames go out by themselves.</summary>
    void Flush()
    {
    }

    /// <summary>Sends a frame, and never waits.</summary>
    /// <returns>False when the connection is broken or its queue is full.</returns>
    bool TrySend(ServerFrame frame)
    {
        var taken = TryPost(frame);
        Flush();
        return taken;
    }

    /// <summary>Breaks the connection at once.</summary>
    void Abort();
}
