using System.Net;
using System.Net.Http.Headers;

namespace ZimCall.Wire;

/// <summary>Reads headers, trailers and status out of an HTTP response.</summary>
internal static class ResponseHead
{
    /// <summary>The status, when the headers alone say how the call ended (an answer of trailers only, or none of gRPC's).</summary>
    public static RpcStatus? FinalStatus(HttpResponseMessage response)
    {
        if (Status(response.Headers) is { } status)
        {
            return status;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new RpcStatus(
                StatusTrailers.FromHttpStatus(response.StatusCode), $"the server answered with HTTP status {(int)response.StatusCode}");
        }

        string? type = response.Content.Headers.ContentType?.MediaType;
        return type is not null && type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase)
            ? null
            : new RpcStatus(RpcStatusCode.Unknown, $"the server's answer is no gRPC: its content type is '{type}'");
    }

    /// <summary>The status in the trailers.</summary>
    public static RpcStatus TrailingStatus(HttpResponseMessage response) =>
        Status(response.TrailingHeaders) ?? new RpcStatus(RpcStatusCode.Unknown, "the server's answer ended without a status");

    /// <summary>Headers as metadata: keys in lower case, repeated ones joined by a comma, without those of gRPC and HTTP.</summary>
    public static IReadOnlyDictionary<string, string> Metadata(HttpResponseHeaders headers)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, HeaderStringValues values) in headers.NonValidated)
        {
            string key = Lower(name);
            if (!RpcMetadata.IsReserved(key))
            {
                metadata[key] = string.Join(',', values);
            }
        }

        return metadata;
    }

    private static RpcStatus? Status(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues(StatusTrailers.StatusKey, out HeaderStringValues code)
            ? new RpcStatus(
                StatusTrailers.ParseCode(code.ToString()),
                headers.NonValidated.TryGetValues(StatusTrailers.MessageKey, out HeaderStringValues message)
                    ? StatusTrailers.DecodeMessage(message.ToString())
                    : string.Empty)
            : null;

#pragma warning disable CA1308 // Lower case is how HTTP/2 writes names, and what callers look up.
    private static string Lower(string name) => name.ToLowerInvariant();
#pragma warning restore CA1308
}
