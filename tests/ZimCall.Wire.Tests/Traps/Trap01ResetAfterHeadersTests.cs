using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Traps;

/// <summary>Trap 1: once response headers have come, cancelling a read alone leaves the stream open at the server.</summary>
public sealed class Trap01ResetAfterHeadersTests
{
    public static TheoryData<string> WaysToEnd =>
        ["abort", "abort without a read", "abort after half-close", "abort after half-close without a read", "dispose", "read token", "channel"];

    [Theory]
    [MemberData(nameof(WaysToEnd))]
    public async Task Ending_a_call_locally_resets_the_stream_at_the_server(string way)
    {
        TaskCompletionSource<RpcException?> seen = Signal.New<RpcException?>();
        await using KestrelHost host = await KestrelHost.StartAsync(async call =>
        {
            await call.Stream.WriteAsync(Echo.Message(1));
            try
            {
                await Echo.UntilCancelledAsync(call);
                await call.Stream.WriteAsync(Echo.Message(2));
                seen.SetResult(null);
            }
            catch (RpcException e)
            {
                seen.SetResult(e);
            }
        });
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        (await call.ReadAsync().Within())!.Number.Should().Be(1);

        using var cancel = new CancellationTokenSource();
        if (way.Contains("half-close", StringComparison.Ordinal))
        {
            await call.CompleteAsync().Within();
        }

        Task? pending = way.EndsWith("without a read", StringComparison.Ordinal) ? null : call.ReadAsync(cancel.Token).AsTask();
        switch (way)
        {
            case "read token":
                await cancel.CancelAsync();
                break;
            case "dispose":
                await call.DisposeAsync().Within();
                break;
            case "channel":
                await channel.DisposeAsync().Within();
                break;
            default:
                call.Abort();
                break;
        }

        (await seen.Task.Within())!.Status.Code.Should().Be(RpcStatusCode.Cancelled);
        await (pending ?? call.ReadAsync().AsTask()).FailsWith(RpcStatusCode.Cancelled);
        await call.ReadAsync().FailsWith(RpcStatusCode.Cancelled);
        await call.WriteAsync(Echo.Message(3)).FailsWith(RpcStatusCode.Cancelled);
    }

    [Fact]
    public async Task Abort_wakes_a_writer_that_waits_for_a_server_that_does_not_read()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.UntilCancelledAsync);
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        Task[] writes = [.. Enumerable.Range(0, 40).Select(i => call.WriteAsync(Echo.Message(i, 1_000_000)).AsTask())];
        Task complete = call.CompleteAsync().AsTask();
        call.Abort();
        foreach (Task write in writes)
        {
            await write.FailsWith(RpcStatusCode.Cancelled);
        }

        await complete.Within();
    }
}
