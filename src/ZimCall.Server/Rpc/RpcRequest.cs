using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;
using ZimCall.Wire;

namespace ZimCall.Server.Rpc;

/// <summary>What has to be seen to in an HTTP request before it is a call.</summary>
internal static class RpcRequest
{
    /// <summary>Answers what is no gRPC request in HTTP's own terms: a clear answer and never a hang.</summary>
    /// <returns>False when the request has been answered.</returns>
    public static async ValueTask<bool> AcceptAsync(HttpContext context, ILogger logger)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            RpcLog.RequestRefused(logger, context.Connection.RemoteIpAddress, context.Connection.RemotePort, "a gRPC method needs HTTP/2");

            // 505 and not 426: a 426 has to name a protocol to upgrade to in place, and HTTP/2 has none any more.
            await RefuseAsync(
                context,
                StatusCodes.Status505HttpVersionNotsupported,
                $"This is a gRPC method; it needs HTTP/2 and was called with {context.Request.Protocol}. Is there a proxy in between?");
            return false;
        }

        if (!IsGrpc(context.Request.ContentType))
        {
            RpcLog.RequestRefused(logger, context.Connection.RemoteIpAddress, context.Connection.RemotePort, "a gRPC method needs the content type application/grpc");
            await RefuseAsync(
                context,
                StatusCodes.Status415UnsupportedMediaType,
                "This is a gRPC method; it needs the content type application/grpc.");
            return false;
        }

        return true;
    }

    /// <summary>Whether a content type is gRPC with protobuf messages.</summary>
    public static bool IsGrpc(string? contentType)
    {
        ReadOnlySpan<char> type = contentType;
        int parameters = type.IndexOf(';');
        type = (parameters < 0 ? type : type[..parameters]).Trim();
        return type.Equals("application/grpc", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/grpc+proto", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Takes Kestrel's limits for uploads off this request: a stream may be silent for longer than its minimum data rate allows
    /// (5 s), and may carry more in its life than one body may (30 MB). The frame codec limits each message instead.
    /// </summary>
    public static void LiftBodyLimits(IFeatureCollection features)
    {
        if (features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        if (features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
    }

    /// <summary>The client's metadata, without what belongs to gRPC and HTTP.</summary>
    public static IReadOnlyDictionary<string, string> Metadata(IHeaderDictionary headers)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in headers)
        {
#pragma warning disable CA1308 // Lower case is how HTTP/2 writes names, and what handlers look up.
            string key = name.ToLowerInvariant();
#pragma warning restore CA1308
            if (!RpcMetadata.IsReserved(key))
            {
                metadata[key] = string.Join(',', values.ToArray());
            }
        }

        return metadata;
    }

    /// <summary>What Kestrel's own failures mean. Its BadHttpRequestException is an IOException, so it has to be asked for first.</summary>
    public static RpcException? TranslateFailure(Exception e) => e switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new RpcException(RpcStatusCode.ResourceExhausted, "the request stream is larger than the server allows", e),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } =>
            new RpcException(RpcStatusCode.ResourceExhausted, "the request stream is slower than the server allows", e),
        BadHttpRequestException => new RpcException(RpcStatusCode.Internal, "malformed HTTP request", e),
        _ => null,
    };

    private static Task RefuseAsync(HttpContext context, int status, string words)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            // The rest of a body that may never end must not keep the connection.
            context.Response.Headers.Connection = "close";
        }

        return context.Response.WriteAsync(words + "\n", context.RequestAborted);
    }
}
