using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using ZimCall.Server.Rpc;
using ZimCall.Wire;

namespace ZimCall.Load.Serving;

/// <summary>The floor's server half, in the same process as the backend: an echo over the wire, and a bare stream.</summary>
internal static class EchoService
{
    public const int MessageBytes = 100;

    public static readonly RpcMethod<BytesValue, BytesValue> Echo =
        new("zimcall.load.Floor", "Echo", BytesValue.Parser, BytesValue.Parser);

    public static readonly RpcMethod<BytesValue, BytesValue> Bare =
        new("zimcall.load.Floor", "Bare", BytesValue.Parser, BytesValue.Parser);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRpcDuplex(Echo, static async call =>
        {
            while (await call.Stream.ReadAsync(call.CancellationToken) is { } message)
            {
                await call.Stream.WriteAsync(message);
            }
        });

        // As little as Kestrel lets one have: headers out, then a read that waits.
        endpoints.MapPost(Bare.Path, static async context =>
        {
            context.Features.Get<IHttpMinRequestBodyDataRateFeature>()!.MinDataRate = null;
            context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
            context.Response.ContentType = "application/grpc";
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            while (await context.Request.BodyReader.ReadAsync() is { IsCompleted: false } read)
            {
                context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            }
        });
    }
}
