using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using ZimCall.Protocol;

namespace ZimCall.Server.Tests.Hostile.Support;

/// <summary>A request with any bytes in it, and its answer.</summary>
internal sealed record RawRequest(int HttpStatus, string? GrpcStatus, string? Message, string? ErrorCode, IReadOnlyList<ServerFrame> Frames, string Text)
{
    public static string Path { get; } = $"/{SignalingMethod.Service}/{SignalingMethod.Connect}";

    public static async Task<RawRequest> SendAsync(
        HostileServer server, byte[] body, string contentType = "application/grpc", string? path = null)
    {
        using HttpMessageInvoker http = new(new SocketsHttpHandler());
        using ByteArrayContent content = new(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(server.Address, path ?? Path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        using CancellationTokenSource limit = new(HostileServer.Patience);
        using var response = await http.SendAsync(request, limit.Token);
        var bytes = await response.Content.ReadAsByteArrayAsync(limit.Token);
        var isGrpc = response.Content.Headers.ContentType?.MediaType == "application/grpc";
        return new RawRequest(
            (int)response.StatusCode,
            Find("grpc-status"),
            Uri.UnescapeDataString(Find("grpc-message") ?? ""),
            Find(SignalingMethod.ErrorCodeTrailer),
            isGrpc ? Decode(bytes) : [],
            isGrpc ? "" : System.Text.Encoding.UTF8.GetString(bytes));

        string? Find(string name) =>
            response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values)
                ? values.Single()
                : null;
    }

    private static List<ServerFrame> Decode(byte[] bytes)
    {
        List<ServerFrame> frames = [];
        for (var at = 0; at < bytes.Length;)
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 1));
            frames.Add(ServerFrame.Parser.ParseFrom(bytes, at + 5, length));
            at += 5 + length;
        }

        return frames;
    }
}
