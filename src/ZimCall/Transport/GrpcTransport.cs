using System.Globalization;
using ZimCall.Protocol;
using ZimCall.Wire;

namespace ZimCall.Transport;

/// <summary>Connections over gRPC, each one duplex stream.</summary>
internal sealed class GrpcTransport : IClientTransport
{
    private readonly RpcChannel _channel;
    private readonly RpcCallOptions _call;

    public GrpcTransport(Uri address, RpcChannelOptions options, RpcCallOptions? call = null)
    {
        _channel = new RpcChannel(address, options);
        _call = call ?? RpcCallOptions.None;
    }

    public async Task<IClientConnection> ConnectAsync(CancellationToken ct)
    {
        try
        {
            return new Connection(await _channel.OpenDuplexAsync(Signaling.Connect, _call, ct));
        }
        catch (RpcException exception)
        {
            throw Translate(exception);
        }
    }

    public ValueTask DisposeAsync() => _channel.DisposeAsync();

    private static ConnectionException Translate(RpcException exception)
    {
        ZIMErrorCode? code = exception.Trailers.TryGetValue(SignalingMethod.ErrorCodeTrailer, out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (ZIMErrorCode)number
                : null;
        return new ConnectionException(exception.Status.Message, code, exception);
    }

    private sealed class Connection(RpcDuplexCall<ClientFrame, ServerFrame> call) : IClientConnection
    {
        public void Send(ClientFrame frame)
        {
            var write = call.WriteAsync(frame);
            if (!write.IsCompletedSuccessfully)
            {
                _ = ObserveAsync(write);
            }
        }

        public async ValueTask<ServerFrame?> ReadAsync()
        {
            try
            {
                return await call.ReadAsync();
            }
            catch (RpcException exception)
            {
                throw Translate(exception);
            }
        }

        public void Abort() => call.Abort();

        private static async Task ObserveAsync(ValueTask write)
        {
            try
            {
                await write;
            }
            catch (RpcException)
            {
                // The read that is pending fails for the same reason, and that is where the session hears of it.
            }
        }
    }
}
