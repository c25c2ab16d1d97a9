using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ZimCall.Server.Rpc;
using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Traps;

/// <summary>Trap 11: Kestrel's BadHttpRequestException is an IOException; taken for one, a limit looks like a lost client.</summary>
public sealed class Trap11BadRequestTests
{
    [Theory]
    [InlineData(413, RpcStatusCode.ResourceExhausted)]
    [InlineData(408, RpcStatusCode.ResourceExhausted)]
    [InlineData(400, RpcStatusCode.Internal)]
    public void A_bad_request_is_told_apart_from_a_lost_client(int status, RpcStatusCode code) =>
        RpcRequest.TranslateFailure(new BadHttpRequestException("x", status))!.Status.Code.Should().Be(code);

    [Fact]
    public void Any_other_failure_is_a_lost_client() =>
        RpcRequest.TranslateFailure(new IOException("reset")).Should().BeNull();

    [Fact]
    public async Task A_body_limit_that_can_no_longer_be_lifted_is_told_to_the_client()
    {
        await using KestrelHost host = await KestrelHost.StartWithAsync(app =>
        {
            app.Use(async (context, next) =>
            {
                // Something before the endpoint has begun to read: the limit is then fixed.
                context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = 100;
                if (context.Request.BodyReader.TryRead(out System.IO.Pipelines.ReadResult read))
                {
                    context.Request.BodyReader.AdvanceTo(read.Buffer.Start);
                }

                await next(context);
            });
            app.UseRouting();
            app.MapRpcDuplex(Echo.Duplex, Echo.HandleAsync);
        });
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        await call.WriteAsync(Echo.Message(1, 200)).Within();
        RpcException refused = await call.ReadAsync().FailsWith(RpcStatusCode.ResourceExhausted);
        refused.Status.Message.Should().Be("the request stream is larger than the server allows");
    }
}
