using System.Diagnostics.CodeAnalysis;
using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Interop;

/// <summary>@grpc/grpc-js as the server of our client.</summary>
[Trait("Category", "Interop")]
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public sealed class NodeServerTests : IAsyncLifetime
{
    private NodeProcess? node;
    private RpcChannel? channel;

    public async Task InitializeAsync()
    {
        if (NodeProcess.WhatIsMissing() is null)
        {
            node = NodeProcess.Run("server.mjs");
            channel = new RpcChannel(new Uri($"http://127.0.0.1:{(await node.ReadAsync()).GetProperty("port").GetInt32()}"));
        }
    }

    public async Task DisposeAsync()
    {
        if (node is not null)
        {
            await channel!.DisposeAsync();
            await node.DisposeAsync();
        }
    }

    [InteropFact]
    public async Task Ten_thousand_messages()
    {
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await OpenAsync("echo");
        Task writing = Task.Run(async () =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                await call.WriteAsync(Echo.Message(i, 20));
            }

            await call.CompleteAsync();
        });
        for (int i = 0; i < 10_000; i++)
        {
            (await call.ReadAsync().Within())!.Number.Should().Be(i);
        }

        (await call.ReadAsync().Within()).Should().BeNull();
        await writing.Within();
    }

    [InteropFact]
    public async Task A_message_of_one_megabyte()
    {
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await OpenAsync("echo");
        await call.WriteAsync(Echo.Message(1, 1_000_000)).Within();
        (await call.ReadAsync().Within()).Should().Be(Echo.Message(1, 1_000_000));
    }

    [InteropFact]
    public async Task Unary() =>
        (await Channel().UnaryAsync(Echo.Unary, Echo.Message(3, 100_000)).Within()).Should().Be(Echo.Message(3, 100_000));

    [InteropFact]
    public async Task A_method_that_is_not_there() =>
        await Channel().UnaryAsync(Echo.Unary with { Name = "Nothing" }, Echo.Message(1)).FailsWith(RpcStatusCode.Unimplemented);

    [InteropFact]
    public async Task An_error_with_a_message_and_a_trailer()
    {
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await OpenAsync("fail");
        RpcException refused = await call.ReadAsync().FailsWith(RpcStatusCode.PermissionDenied);
        refused.Status.Message.Should().Be("nicht erlaubt: schön 通话 100%");
        refused.Trailers.Should().Contain("zim-error-code", "6000281");
    }

    [InteropFact]
    public async Task A_deadline()
    {
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await OpenAsync("hang", TimeSpan.FromMilliseconds(500));
        (await call.ReadAsync().Within())!.Number.Should().Be(1);
        await call.ReadAsync().FailsWith(RpcStatusCode.DeadlineExceeded);
        (await node!.ReadAsync()).GetProperty("event").GetString().Should().Be("cancelled");
    }

    [InteropFact]
    public async Task Trap_1_a_cancellation_after_the_headers_reaches_the_server()
    {
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await OpenAsync("hang");
        (await call.ReadAsync().Within())!.Number.Should().Be(1);
        call.Abort();
        (await node!.ReadAsync()).GetProperty("event").GetString().Should().Be("cancelled");
        await call.ReadAsync().FailsWith(RpcStatusCode.Cancelled);
    }

    [InteropFact]
    public async Task A_call_that_the_server_cancels()
    {
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await OpenAsync("abort");
        await call.WriteAsync(Echo.Message(1)).Within();
        RpcException cancelled = await call.ReadAsync().FailsWith(RpcStatusCode.Cancelled);
        cancelled.Status.Message.Should().Be("the server has had enough");
    }

    private RpcChannel Channel() => channel ?? throw new InvalidOperationException(NodeProcess.WhatIsMissing());

    private Task<RpcDuplexCall<EchoMessage, EchoMessage>> OpenAsync(string scenario, TimeSpan? timeout = null) =>
        Channel().OpenDuplexAsync(Echo.Duplex, new RpcCallOptions
        {
            Metadata = new Dictionary<string, string> { ["scenario"] = scenario },
            Timeout = timeout,
        }).Within();
}
