using ZimCall.Protocol;

namespace ZimCall.Transport;

/// <summary>One connection to the backend.</summary>
internal interface IClientConnection
{
    /// <summary>Queues a frame and never waits. What cannot be sent shows when the next frame is read.</summary>
    void Send(ClientFrame frame);

    /// <summary>The next frame; null when the server has ended the stream in good order.</summary>
    /// <exception cref="ConnectionException">The connection is broken, or the server refused.</exception>
    ValueTask<ServerFrame?> ReadAsync();

    /// <summary>Breaks the connection; a pending read ends.</summary>
    void Abort();
}
