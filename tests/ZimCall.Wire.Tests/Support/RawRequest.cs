using System.Net;
using System.Net.Http.Headers;

namespace ZimCall.Wire.Tests.Support;

/// <summary>Requests as other clients, or none at all of gRPC's, would send them.</summary>
internal static class RawRequest
{
    public static HttpRequestMessage Create(Uri address, HttpContent content, string contentType = "application/grpc")
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
    }
}
