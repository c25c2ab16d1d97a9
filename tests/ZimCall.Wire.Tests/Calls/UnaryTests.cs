using Microsoft.AspNetCore.Builder;
using ZimCall.Server.Rpc;
using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Calls;

public sealed class UnaryTests
{
    [Fact]
    public async Task A_request_gets_its_answer()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        await using RpcChannel channel = host.Channel();
        (await channel.UnaryAsync(Echo.Unary, Echo.Message(5, 100_000)).Within()).Should().Be(Echo.Message(5, 100_000));
    }

    [Fact]
    public async Task An_error_comes_with_its_trailers()
    {
        await using KestrelHost host = await KestrelHost.StartWithAsync(app => app.MapRpcUnary(Echo.Unary, (_, call) =>
        {
            call.SetResponseTrailer("zim-error-code", "1");
            throw new RpcException(RpcStatusCode.NotFound, "nothing here");
        }));
        await using RpcChannel channel = host.Channel();
        RpcException refused = await channel.UnaryAsync(Echo.Unary, Echo.Message(1)).FailsWith(RpcStatusCode.NotFound);
        refused.Status.Message.Should().Be("nothing here");
        refused.Trailers.Should().Contain("zim-error-code", "1");
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_UNIMPLEMENTED()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        await using RpcChannel channel = host.Channel();
        RpcException refused = await channel.UnaryAsync(Echo.Unary with { Name = "Nothing" }, Echo.Message(1))
            .FailsWith(RpcStatusCode.Unimplemented);
        refused.Status.Message.Should().Be("there is no method /zimcall.wire.tests.Echo/Nothing");
    }

    [Fact]
    public async Task Cancelling_reaches_the_handler()
    {
        TaskCompletionSource started = Signal.New();
        TaskCompletionSource ended = Signal.New();
        await using KestrelHost host = await KestrelHost.StartWithAsync(app => app.MapRpcUnary(Echo.Unary, async (request, call) =>
        {
            started.SetResult();
            await Echo.UntilCancelledAsync(call);
            ended.SetResult();
            return request;
        }));
        await using RpcChannel channel = host.Channel();
        using var cancel = new CancellationTokenSource();
        Task asking = channel.UnaryAsync(Echo.Unary, Echo.Message(1), cancellationToken: cancel.Token);
        await started.Task.Within();
        await cancel.CancelAsync();
        await asking.FailsWith(RpcStatusCode.Cancelled);
        await ended.Task.Within();
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 })]
    public async Task What_is_not_exactly_one_message_is_refused(byte[] body)
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        using HttpRequestMessage request = RawRequest.Create(new Uri(host.Address, Echo.Unary.Path), new ByteArrayContent(body));
        using HttpResponseMessage response = await client.SendAsync(request, CancellationToken.None).Within();
        response.Headers.GetValues("grpc-status").Should().Equal("13");
    }
}
