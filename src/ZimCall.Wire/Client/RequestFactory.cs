using System.Net;
using System.Net.Http.Headers;

namespace ZimCall.Wire;

/// <summary>Makes the HTTP request that carries a call.</summary>
internal static class RequestFactory
{
    private static readonly MediaTypeHeaderValue ContentType = new("application/grpc");

    public static HttpRequestMessage Create(RpcChannel channel, string path, RpcCallOptions options, HttpContent content)
    {
        content.Headers.ContentType = ContentType;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(channel.Address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Headers.TryAddWithoutValidation("user-agent", channel.Options.UserAgent);
        request.Headers.TryAddWithoutValidation("grpc-accept-encoding", "identity");
        if (options.Timeout is { } timeout)
        {
            request.Headers.TryAddWithoutValidation(GrpcTimeout.Key, GrpcTimeout.Format(timeout));
        }

        foreach ((string key, string value) in options.Metadata ?? new Dictionary<string, string>())
        {
            RpcMetadata.Check(key, value);
            request.Headers.TryAddWithoutValidation(key, value);
        }

        return request;
    }
}
