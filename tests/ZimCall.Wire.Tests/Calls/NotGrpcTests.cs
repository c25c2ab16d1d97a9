using System.Net;
using System.Net.Sockets;
using System.Text;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Calls;

/// <summary>What is no gRPC gets a clear answer in HTTP's own terms, and never hangs.</summary>
public sealed class NotGrpcTests
{
    [Fact]
    public async Task Http1_is_answered_even_when_the_body_never_ends()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Http1Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Echo.Duplex.Path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/grpc\r\nTransfer-Encoding: chunked\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        (await reader.ReadLineAsync().Within()).Should().StartWith("HTTP/1.1 505 ");
        string? line;
        do
        {
            line = await reader.ReadLineAsync().Within();
        }
        while (line?.Contains("it needs HTTP/2 and was called with HTTP/1.1", StringComparison.Ordinal) == false);
        line.Should().NotBeNull();
    }

    [Theory]
    [InlineData("application/json", 415)]
    [InlineData("application/grpc-web", 415)]
    [InlineData("application/grpc+json", 415)]
    [InlineData("application/grpc", 200)]
    [InlineData("application/grpc+proto", 200)]
    [InlineData("Application/gRPC+proto; charset=utf-8", 200)]
    public async Task The_content_type_must_be_grpc_with_protobuf(string contentType, int status)
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        using HttpRequestMessage request = RawRequest.Create(
            new Uri(host.Address, Echo.Duplex.Path), new ByteArrayContent([]), contentType);
        using HttpResponseMessage response = await client.SendAsync(request, CancellationToken.None).Within();
        ((int)response.StatusCode).Should().Be(status);
    }

    [Theory]
    [InlineData("application/json", 404)]
    [InlineData("application/grpc", 200)]
    public async Task An_unknown_path_is_UNIMPLEMENTED_for_grpc_alone(string contentType, int status)
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        using HttpRequestMessage request = RawRequest.Create(new Uri(host.Address, "/a/b"), new ByteArrayContent([]), contentType);
        using HttpResponseMessage response = await client.SendAsync(request, CancellationToken.None).Within();
        ((int)response.StatusCode).Should().Be(status);
        response.Headers.Contains("grpc-status").Should().Be(status == 200);
    }

    [Theory]
    [InlineData("1234567890S")]
    [InlineData("")]
    public async Task A_malformed_timeout_is_refused(string timeout)
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        using HttpRequestMessage request = RawRequest.Create(new Uri(host.Address, Echo.Duplex.Path), new ByteArrayContent([]));
        request.Headers.TryAddWithoutValidation("grpc-timeout", timeout);
        using HttpResponseMessage response = await client.SendAsync(request, CancellationToken.None).Within();
        response.Headers.GetValues("grpc-status").Should().Equal("13");
    }
}
