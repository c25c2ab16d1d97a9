using System.Text.Json;
using ZimCall.Server.Rpc;
using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Interop;

/// <summary>@grpc/grpc-js as the client of our server.</summary>
[Trait("Category", "Interop")]
public sealed class NodeClientTests
{
    [InteropFact]
    public async Task Ten_thousand_messages()
    {
        JsonElement result = await RunAsync(Echo.HandleAsync, new { count = 10_000, size = 20 });
        Code(result).Should().Be(RpcStatusCode.Ok);
        result.GetProperty("received").GetInt32().Should().Be(10_000);
        result.GetProperty("inOrder").GetBoolean().Should().BeTrue();
    }

    [InteropFact]
    public async Task A_message_of_one_megabyte()
    {
        JsonElement result = await RunAsync(Echo.HandleAsync, new { count = 1, size = 1_000_000 });
        Code(result).Should().Be(RpcStatusCode.Ok);
        result.GetProperty("bytes").GetInt32().Should().Be(1_000_000);
    }

    [InteropFact]
    public async Task Unary()
    {
        JsonElement result = await RunAsync(Echo.HandleAsync, new { unary = true, size = 100_000 });
        Code(result).Should().Be(RpcStatusCode.Ok);
        result.GetProperty("bytes").GetInt32().Should().Be(100_000);
    }

    [InteropFact]
    public async Task An_error_with_a_message_and_a_trailer()
    {
        JsonElement result = await RunAsync(
            call =>
            {
                call.RequestMetadata.Should().Contain("scenario", "fail");
                call.SetResponseTrailer("zim-error-code", "6000281");
                throw new RpcException(RpcStatusCode.PermissionDenied, "nicht erlaubt: schön 通话 100%");
            },
            new { scenario = "fail", count = 1 });
        Code(result).Should().Be(RpcStatusCode.PermissionDenied);
        result.GetProperty("details").GetString().Should().Be("nicht erlaubt: schön 通话 100%");
        result.GetProperty("trailer").GetString().Should().Be("6000281");
    }

    [InteropFact]
    public async Task A_deadline()
    {
        TaskCompletionSource<bool> ended = Signal.New<bool>();
        JsonElement result = await RunAsync(
            async call =>
            {
                await Echo.UntilCancelledAsync(call);
                ended.SetResult(call.Deadline is not null);
            },
            new { scenario = "hang", deadlineMs = 200 },
            ended.Task);
        Code(result).Should().Be(RpcStatusCode.DeadlineExceeded);
        (await ended.Task).Should().BeTrue();
    }

    [InteropFact]
    public async Task Trap_2_a_cancellation_that_begins_as_a_half_close()
    {
        TaskCompletionSource<string> read = Signal.New<string>();
        TaskCompletionSource cancelled = Signal.New();
        JsonElement result = await RunAsync(
            async call =>
            {
                await call.Stream.WriteAsync(Echo.Message(0));
                try
                {
                    read.SetResult(await call.Stream.ReadAsync() is null ? "half-close" : "message");
                }
                catch (RpcException e)
                {
                    read.SetResult(e.Status.Code.ToString());
                }

                await Echo.UntilCancelledAsync(call);
                cancelled.SetResult();
            },
            new { scenario = "hang", cancel = true },
            cancelled.Task);
        Code(result).Should().Be(RpcStatusCode.Cancelled);

        // Which of the two comes depends on how fast the reset follows; the token fires either way.
        (await read.Task.Within()).Should().BeOneOf("half-close", "Cancelled");
    }

    [InteropFact]
    public async Task A_call_that_the_server_cuts_off()
    {
        JsonElement result = await RunAsync(
            async call =>
            {
                await call.Stream.ReadAsync();
                call.Abort();
            },
            new { scenario = "abort", count = 1 });
        Code(result).Should().Be(RpcStatusCode.Cancelled);
    }

    private static RpcStatusCode Code(JsonElement result) => (RpcStatusCode)result.GetProperty("code").GetInt32();

    // The server has to see it end while both sides are alive: stopping them would end the call too.
    private static async Task<JsonElement> RunAsync(
        Func<RpcServerCall<EchoMessage, EchoMessage>, Task> handler, object command, Task? seenByServer = null)
    {
        await using KestrelHost host = await KestrelHost.StartAsync(handler);
        await using NodeProcess node = NodeProcess.Run("client.mjs", host.Address.Authority);
        JsonElement result = await node.AskAsync(command);
        await (seenByServer ?? Task.CompletedTask).Within();
        return result;
    }
}
