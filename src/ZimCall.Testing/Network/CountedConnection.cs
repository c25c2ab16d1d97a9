using ZimCall.Protocol;
using ZimCall.Server;

namespace ZimCall.Testing;

/// <summary>The server's end of a link.</summary>
internal sealed class CountedConnection(IFrameConnection inner, Link link) : IFrameConnection
{
    public string Remote => inner.Remote;

    public async ValueTask<ClientFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        var frame = await inner.ReadAsync(cancellationToken);
        if (frame is not null)
        {
            link.ArrivedAtServer();
        }

        return frame;
    }

    public bool TryPost(ServerFrame frame)
    {
        link.SentToClient();
        return inner.TryPost(frame);
    }

    public void Flush() => inner.Flush();

    public void Abort() => inner.Abort();

    /// <summary>Serves the connection to its end.</summary>
    public async Task ServeAsync(Func<IFrameConnection, Task> serve)
    {
        try
        {
            await serve(this);
        }
        finally
        {
            link.ServerOver();
        }
    }
}
