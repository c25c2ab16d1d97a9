using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ZimCall.Server.Rpc;
using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Traps;

/// <summary>
/// Trap 3: Kestrel's minimum request body rate. It runs on the real clock; here it strikes after about 2 s, and a bare
/// endpoint that it does strike is the signal that it would have struck by now.
/// </summary>
public sealed class Trap03BodyRateTests
{
    private const int RequestBodyMinimumDataRateNotSatisfied = 27;

    [Fact]
    public async Task A_silent_stream_outlives_the_minimum_body_rate()
    {
        TaskCompletionSource<Exception?> struck = Signal.New<Exception?>();
        await using KestrelHost host = await KestrelHost.StartWithAsync(
            app =>
            {
                app.MapRpcDuplex(Echo.Duplex, Echo.HandleAsync);
                app.MapPost("/zimcall.wire.tests.Echo/Bare", async (HttpContext context) =>
                {
                    await context.Response.BodyWriter.FlushAsync();
                    try
                    {
                        await context.Request.BodyReader.ReadAsync();
                        struck.SetResult(null);
                    }
                    catch (IOException e)
                    {
                        struck.SetResult(e);
                    }
                });
            },
            kestrel => kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(100, TimeSpan.FromSeconds(1.1)));
        await using RpcChannel channel = host.Channel();
        await using RpcChannel other = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        await using RpcDuplexCall<EchoMessage, EchoMessage> bare =
            await other.OpenDuplexAsync(Echo.Duplex with { Name = "Bare" }).Within();

        (await struck.Task.Within()).Should().NotBeNull();
        host.Log.Count(RequestBodyMinimumDataRateNotSatisfied).Should().Be(1);

        await call.WriteAsync(Echo.Message(1)).Within();
        (await call.ReadAsync().Within())!.Number.Should().Be(1);
    }
}
