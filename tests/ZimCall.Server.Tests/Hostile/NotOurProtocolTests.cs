using System.Net;
using System.Net.Sockets;
using System.Text;
using ZimCall.Server.Tests.Hostile.Support;

namespace ZimCall.Server.Tests.Hostile;

/// <summary>What is no gRPC, no HTTP/2, or nothing at all.</summary>
public sealed class NotOurProtocolTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST /zimcall.v1.Signaling/Connect HTTP/1.1\r\nHost: x\r\nContent-Type: application/grpc\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("GET /")]
    [InlineData("PRI * HTTP/3.0\r\n\r\n")]
    public async Task HTTP1_is_told_what_is_missing(string request)
    {
        await using var server = await HostileServer.StartAsync();
        var answer = await ExchangeAsync(server, Encoding.ASCII.GetBytes(request));
        answer.Should().StartWith("HTTP/1.1 505 ").And.Contain("it speaks gRPC over HTTP/2, and was called with HTTP/1");
        await server.Log.EntryAsync(1004, "it speaks HTTP/1");
    }

    [Theory]
    [InlineData("16030102000100", "it speaks TLS, this port clear text")]
    [InlineData("00", "it does not speak HTTP/2")]
    [InlineData("68656c6c6f0d0a0d0a", "it does not speak HTTP/2")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "it does not speak HTTP/2")]
    public async Task Garbage_ends_its_connection_at_once(string hex, string words)
    {
        await using var server = await HostileServer.StartAsync();
        (await ExchangeAsync(server, Convert.FromHexString(hex))).Should().BeEmpty();
        await server.Log.EntryAsync(1004, words);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRI * HTTP/2.0")]
    public async Task Who_says_too_little_is_not_waited_for_longer_than_is_allowed(string start)
    {
        await using var server = await HostileServer.StartAsync(prefaceTimeout: TimeSpan.FromSeconds(1));
        (await ExchangeAsync(server, Encoding.ASCII.GetBytes(start))).Should().BeEmpty();
        await server.Log.EntryAsync(1004, "it was silent");
    }

    [Fact]
    public async Task Garbage_after_HTTP2s_first_bytes_ends_its_connection()
    {
        await using var server = await HostileServer.StartAsync();
        await ExchangeAsync(server, [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Enumerable.Range(0, 100).Select(static i => (byte)(i * 77))]);
    }

    [Fact]
    public async Task A_connection_that_is_closed_without_a_word_is_no_news()
    {
        await using var server = await HostileServer.StartAsync();
        using (TcpClient client = new())
        {
            await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        }

        await ExchangeAsync(server, [0]);
        await server.Log.EntryAsync(1004, "it does not speak HTTP/2");
        server.Log.Entries.Count(static entry => entry.Id == 1004 && entry.Category.StartsWith("ZimCall", StringComparison.Ordinal)).Should().Be(1);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpc-web")]
    public async Task Another_content_type_is_refused(string contentType)
    {
        await using var server = await HostileServer.StartAsync();
        var answer = await RawRequest.SendAsync(server, Encoding.UTF8.GetBytes($$"""{"hello":"{{HostileServer.Private}}"}"""), contentType);
        answer.HttpStatus.Should().Be(415);
        answer.Text.Should().Contain("it needs the content type application/grpc");
        await server.Log.EntryAsync(1005, "content type");
    }

    [Fact]
    public async Task A_method_that_does_not_exist_is_UNIMPLEMENTED()
    {
        await using var server = await HostileServer.StartAsync();
        var answer = await RawRequest.SendAsync(server, [], path: "/zimcall.v1.Signaling/Disconnect%0Aevil");
        (answer.HttpStatus, answer.GrpcStatus).Should().Be((200, "12"));
        answer.Message.Should().Contain("there is no method /zimcall.v1.Signaling/Disconnect");
        (await server.Log.EntryAsync(1005, "there is no such method")).Text.Should().NotContain("evil");
    }

    /// <summary>Sends bytes and reads until the server closes.</summary>
    private static async Task<string> ExchangeAsync(HostileServer server, byte[] bytes)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await client.GetStream().WriteAsync(bytes);
        using StreamReader reader = new(client.GetStream(), Encoding.ASCII);
        try
        {
            return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(8));
        }
        catch (IOException)
        {
            // A reset: the server did not read all that was sent.
            return "";
        }
    }
}
