using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Traps;

/// <summary>Trap 7: HttpClient answers only when response headers come; waiting for them on both sides is a deadlock.</summary>
public sealed class Trap07HeadersTests
{
    [Fact]
    public async Task A_call_is_open_before_the_server_has_answered()
    {
        await using KestrelHost host = await KestrelHost.StartWithAsync(app =>
            app.MapPost(Echo.Duplex.Path, async (HttpContext context) =>
            {
                // A server that says nothing at all until a message has come.
                EchoMessage message = (await FrameCodec.ReadAsync(context.Request.BodyReader, EchoMessage.Parser, 1000))!;
                context.Response.ContentType = "application/grpc";
                FrameCodec.Write(context.Response.BodyWriter, message);
                context.Response.AppendTrailer("grpc-status", "0");
            }));
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        await call.WriteAsync(Echo.Message(1)).Within();
        (await call.ReadAsync().Within())!.Number.Should().Be(1);
        (await call.ReadAsync().Within()).Should().BeNull();
    }

    [Fact]
    public async Task A_server_that_speaks_first_is_heard()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(async call => await call.Stream.WriteAsync(Echo.Message(1)));
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        (await call.ReadAsync().Within())!.Number.Should().Be(1);
    }

    [Fact]
    public async Task The_server_answers_before_a_message_has_come()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        using HttpRequestMessage request = RawRequest.Create(new Uri(host.Address, Echo.Duplex.Path), new DuplexContent());
        using HttpResponseMessage response = await client.SendAsync(request, CancellationToken.None).Within();
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/grpc");
    }
}
