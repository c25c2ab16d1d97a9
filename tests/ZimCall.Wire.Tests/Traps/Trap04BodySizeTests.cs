using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Traps;

/// <summary>Trap 4: Kestrel's limit for one request body counts a whole stream.</summary>
public sealed class Trap04BodySizeTests
{
    [Fact]
    public async Task A_stream_may_carry_more_than_one_body_may()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(
            Echo.HandleAsync, kestrel: kestrel => kestrel.Limits.MaxRequestBodySize = 1000);
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        for (int i = 0; i < 10; i++)
        {
            await call.WriteAsync(Echo.Message(i, 500)).Within();
            (await call.ReadAsync().Within())!.Number.Should().Be(i);
        }
    }

    [Fact]
    public async Task Each_message_has_its_own_limit()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync, new() { MaxReceiveMessageBytes = 1000 });
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        await call.WriteAsync(Echo.Message(1, 900)).Within();
        (await call.ReadAsync().Within())!.Number.Should().Be(1);
        await call.WriteAsync(Echo.Message(2, 1001)).Within();
        await call.ReadAsync().FailsWith(RpcStatusCode.ResourceExhausted);
    }
}
