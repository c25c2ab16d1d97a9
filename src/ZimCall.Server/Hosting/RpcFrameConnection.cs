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

    public bool TrySend(ServerFrame frame)
    {
        var write = call.Stream.WriteAsync(frame, CancellationToken.None);
        if (write.IsCompletedSuccessfully)
        {
            return true;
        }

        var failed = write.IsFaulted;
        _ = ObserveAsync(write);
        return !failed;
    }

    public void Abort() => call.Abort();

    private static async Task ObserveAsync(ValueTask write)
    {
        try
        {
            await write;
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException)
        {
            // The connection is broken or too slow; the read that is pending ends for the same reason.
        }
    }
}
