using System.Threading.Channels;
using Google.Protobuf;
using ZimCall.Protocol;
using ZimCall.Server;
using ZimCall.Transport;

namespace ZimCall.Testing;

/// <summary>A connection in the process: two queues, and two ends. Frames go through their wire form, as they do outside.</summary>
internal sealed class InProcessPipe
{
    private readonly Channel<byte[]> _toServer = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<byte[]> _toClient = Channel.CreateUnbounded<byte[]>();
    private readonly CancellationTokenSource _over;

    /// <param name="serverLife">Fires when the server dies.</param>
    public InProcessPipe(CancellationToken serverLife)
    {
        _over = CancellationTokenSource.CreateLinkedTokenSource(serverLife);
        _over.Token.Register(() =>
        {
            _toServer.Writer.TryComplete(new ConnectionException("the connection is over"));
            _toClient.Writer.TryComplete(new ConnectionException("the connection is over"));
        });
        ClientEnd = new Client(this);
        ServerEnd = new Server(this);
    }

    public IClientConnection ClientEnd { get; }

    public IFrameConnection ServerEnd { get; }

    /// <summary>Fires when the connection is broken.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>The server is done with it.</summary>
    /// <param name="reason">What the client is told; null for a good end.</param>
    public void EndByServer(Exception? reason) => _toClient.Writer.TryComplete(reason);

    private static async ValueTask<byte[]?> ReadAsync(ChannelReader<byte[]> reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException closed) when (closed.InnerException is null)
        {
            return null;
        }
        catch (ChannelClosedException closed)
        {
            throw new ConnectionException(closed.InnerException!.Message, (closed.InnerException as ConnectionException)?.Code);
        }
    }

    private sealed class Client(InProcessPipe pipe) : IClientConnection
    {
        public void Send(ClientFrame frame) => pipe._toServer.Writer.TryWrite(frame.ToByteArray());

        public async ValueTask<ServerFrame?> ReadAsync() =>
            await InProcessPipe.ReadAsync(pipe._toClient.Reader, CancellationToken.None) is { } bytes
                ? ServerFrame.Parser.ParseFrom(bytes)
                : null;

        public void Abort() => pipe._over.Cancel();
    }

    private sealed class Server(InProcessPipe pipe) : IFrameConnection
    {
        public string Remote => "in-process";

        public async ValueTask<ClientFrame?> ReadAsync(CancellationToken cancellationToken) =>
            await InProcessPipe.ReadAsync(pipe._toServer.Reader, cancellationToken) is { } bytes
                ? ClientFrame.Parser.ParseFrom(bytes)
                : null;

        public bool TryPost(ServerFrame frame) => pipe._toClient.Writer.TryWrite(frame.ToByteArray());

        public void Abort() => pipe._over.Cancel();
    }
}
