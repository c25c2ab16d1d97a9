using ZimCall.Protocol;
using ZimCall.Server.Rpc;
using ZimCall.Wire;

namespace ZimCall.Server;

/// <summary>A client's connection over gRPC.</summary>
internal sealed class RpcFrameConnection(RpcServerCall<ClientFrame, ServerFrame> call) : IFrameConnection
{
    public string Remote { get; } = call.RemoteEndPoint?.ToString() ?? "unknown";

    public long QueuedBytes => call.Stream.QueuedBytes;

    public async ValueTask<ClientFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await call.Stream.ReadAsync(cancellationToken);
        }
        catch (RpcException broken) when (broken.Status.Code
            is RpcStatusCode.Internal or RpcStatusCode.ResourceExhausted or RpcStatusCode.Unimplemented)
        {
            throw new BadFrameException(broken);
        }
    }

    public bool TryPost(ServerFrame frame) =>
        frame.Encoded.IsEmpty ? call.Stream.TryPost(frame) : call.Stream.TryPost(frame.Encoded);

    public void Flush() => call.Stream.FlushPosted();

    public void Abort() => call.Abort();
}
