using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Traps;

/// <summary>
/// Trap 2: a bare half-close may be the first half of a cancellation, so it must not end the call by itself. What grpc-js
/// really sends is in the interop tests.
/// </summary>
public sealed class Trap02HalfCloseTests
{
    [Fact]
    public async Task A_half_close_ends_the_reads_and_nothing_else()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(async call =>
        {
            while (await call.Stream.ReadAsync() is not null)
            {
            }

            (await call.Stream.ReadAsync()).Should().BeNull("it stays half-closed");
            call.CancellationToken.IsCancellationRequested.Should().BeFalse();
            await call.Stream.WriteAsync(Echo.Message(2));
        });
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        await call.WriteAsync(Echo.Message(1)).Within();
        await call.CompleteAsync().Within();
        (await call.ReadAsync().Within())!.Number.Should().Be(2);
        (await call.ReadAsync().Within()).Should().BeNull();
    }
}
