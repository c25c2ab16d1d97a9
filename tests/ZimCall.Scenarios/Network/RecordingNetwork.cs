using System.Collections.Concurrent;
using Google.Protobuf;
using ZimCall.Protocol;
using ZimCall.Testing;
using ZimCall.Transport;

namespace ZimCall.Scenarios;

/// <summary>Keeps the bytes of every frame that passes, either way.</summary>
internal sealed class RecordingNetwork(ITestNetwork inner) : ITestNetwork
{
    private readonly ConcurrentQueue<byte[]> _frames = new();

    public IReadOnlyCollection<byte[]> Frames => _frames;

    public async Task<IClientConnection> ConnectAsync(Link link, CancellationToken cancellationToken) =>
        new Connection(await inner.ConnectAsync(link, cancellationToken), _frames);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Connection(IClientConnection inner, ConcurrentQueue<byte[]> frames) : IClientConnection
    {
        public void Send(ClientFrame frame)
        {
            frames.Enqueue(frame.ToByteArray());
            inner.Send(frame);
        }

        public async ValueTask<ServerFrame?> ReadAsync()
        {
            var frame = await inner.ReadAsync();
            if (frame is not null)
            {
                frames.Enqueue(frame.ToByteArray());
            }

            return frame;
        }

        public void Abort() => inner.Abort();
    }
}
