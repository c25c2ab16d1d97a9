using System.Collections.ObjectModel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ZimCall.Wire;

namespace ZimCall.Server.Rpc;

/// <summary>How a call's answer begins and ends on HTTP/2.</summary>
internal static class RpcReply
{
    private const int ResetCancel = 0x8;
    private const int ResetEnhanceYourCalm = 0xb;

    /// <summary>Sets the headers without sending them.</summary>
    public static void Prepare(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers["grpc-accept-encoding"] = "identity";
    }

    /// <summary>Ends the call with a status: in trailers, or in the headers when those have not been sent.</summary>
    public static void End(HttpResponse response, RpcException? error, IReadOnlyDictionary<string, string>? trailers = null)
    {
        RpcStatus status = error?.Status ?? RpcStatus.Ok;
        if (!response.HasStarted && error is not null)
        {
            Prepare(response);
            Write(status, trailers ?? ReadOnlyDictionary<string, string>.Empty, (key, value) => response.Headers[key] = value);
        }
        else if (response.SupportsTrailers())
        {
            Write(status, trailers ?? ReadOnlyDictionary<string, string>.Empty, (key, value) => response.AppendTrailer(key, value));
        }
    }

    /// <summary>Resets the stream, for a client that cannot be sent a status; the reset's code says as much as there is room for.</summary>
    public static void Reset(HttpContext context, RpcStatusCode? code) =>
        context.Features.Get<IHttpResetFeature>()?.Reset(
            code == RpcStatusCode.ResourceExhausted ? ResetEnhanceYourCalm : ResetCancel);

    private static void Write(
        RpcStatus status, IReadOnlyDictionary<string, string> trailers, Action<string, string> set)
    {
        set(StatusTrailers.StatusKey, StatusTrailers.FormatCode(status.Code));
        if (status.Message.Length > 0)
        {
            set(StatusTrailers.MessageKey, StatusTrailers.EncodeMessage(status.Message));
        }

        foreach ((string key, string value) in trailers)
        {
            set(key, value);
        }
    }
}
