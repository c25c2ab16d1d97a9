using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Traps;

/// <summary>Trap 6: what is written and not flushed is never sent.</summary>
public sealed class Trap06FlushTests
{
    [Fact]
    public async Task A_single_message_arrives_without_anything_after_it()
    {
        TaskCompletionSource<int> arrived = Signal.New<int>();
        await using KestrelHost host = await KestrelHost.StartAsync(async call =>
        {
            arrived.SetResult((await call.Stream.ReadAsync())!.Number);
            await Echo.UntilCancelledAsync(call);
        });
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        await call.WriteAsync(Echo.Message(5)).Within();
        (await arrived.Task.Within()).Should().Be(5);
    }
}
