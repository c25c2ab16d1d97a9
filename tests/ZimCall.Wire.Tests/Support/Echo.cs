using Google.Protobuf;
using ZimCall.Server.Rpc;
using ZimCall.Wire.Tests.Protos;

namespace ZimCall.Wire.Tests.Support;

internal static class Echo
{
    public static readonly RpcMethod<EchoMessage, EchoMessage> Duplex =
        new("zimcall.wire.tests.Echo", "Duplex", EchoMessage.Parser, EchoMessage.Parser);

    public static readonly RpcMethod<EchoMessage, EchoMessage> Unary =
        new("zimcall.wire.tests.Echo", "Unary", EchoMessage.Parser, EchoMessage.Parser);

    public static EchoMessage Message(int number, int payloadBytes = 0) =>
        new() { Number = number, Payload = ByteString.CopyFrom(new byte[payloadBytes]) };

    public static async Task HandleAsync(RpcServerCall<EchoMessage, EchoMessage> call)
    {
        while (await call.Stream.ReadAsync() is { } message)
        {
            await call.Stream.WriteAsync(message);
        }
    }

    public static Task UntilCancelledAsync(RpcServerCall call) => Signal.Of(call.CancellationToken).Within();
}
