using ZimCall.Server.Rpc;
using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Traps;

/// <summary>Trap 12: for a client that does not read, messages pile up in the server without a bound.</summary>
public sealed class Trap12SlowConsumerTests
{
    [Fact]
    public async Task A_client_that_never_reads_is_cut_off()
    {
        const int Size = 10_000;
        const int MaxQueued = 200_000;
        TaskCompletionSource<int> cutOffAfter = Signal.New<int>();
        await using KestrelHost host = await KestrelHost.StartAsync(
            async call =>
            {
                // Nobody waits for these writes, as nobody waits for the pushes of a server.
                for (int i = 0; i < 1000; i++)
                {
                    Task write = call.Stream.WriteAsync(Echo.Message(i, Size)).AsTask();
                    if (write.IsFaulted)
                    {
                        cutOffAfter.SetResult(i);
                        await write;
                    }
                }

                cutOffAfter.SetResult(int.MaxValue);
            },
            new RpcEndpointOptions { MaxQueuedBytes = MaxQueued });
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();

        // Beside the queue there are the windows and buffers of HTTP/2 on both sides.
        (await cutOffAfter.Task.Within()).Should().BeLessThan((MaxQueued + 1_000_000) / Size);

        Func<Task> read = async () =>
        {
            while (await call.ReadAsync() is not null)
            {
            }
        };
        RpcException cutOff = await read().FailsWith(RpcStatusCode.ResourceExhausted);
        cutOff.InnerException.Should().BeOfType<HttpProtocolException>("it is a reset: a status would wait behind what nobody reads");
    }

    [Fact]
    public void The_defaults_bound_what_a_stream_can_pile_up()
    {
        new RpcEndpointOptions().MaxQueuedBytes.Should().Be(1024 * 1024);
        var limits = new Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerLimits();
        limits.UseRpcDefaults();
        limits.Http2.InitialStreamWindowSize.Should().Be(65_535);
    }
}
