using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Traps;

/// <summary>Trap 9: a lost connection shows itself as any of half a dozen exceptions; all of them are UNAVAILABLE.</summary>
public sealed class Trap09LostConnectionTests
{
    public static TheoryData<Exception, RpcStatusCode, string> Failures => new()
    {
        { new HttpProtocolException(0, "", null), RpcStatusCode.Unavailable, "http://h:1 closed the connection" },
        { new HttpProtocolException(1, "", null), RpcStatusCode.Unavailable, "the connection to http://h:1 was lost: no answer to a ping, or a broken HTTP/2 frame" },
        { new IOException("", new HttpProtocolException(7, "", null)), RpcStatusCode.Unavailable, "http://h:1 refused the call" },
        { new HttpProtocolException(8, "", null), RpcStatusCode.Cancelled, "http://h:1 cancelled the call" },
        { new HttpProtocolException(11, "", null), RpcStatusCode.ResourceExhausted, "http://h:1 ended the call: more than it can take" },
        { new HttpProtocolException(2, "", null), RpcStatusCode.Internal, "http://h:1 ended the call with HTTP/2 error 2" },
        { new ObjectDisposedException("x"), RpcStatusCode.Unavailable, "the stream to http://h:1 has been closed" },
        { new IOException("x", new SocketException((int)SocketError.ConnectionReset)), RpcStatusCode.Unavailable, "the connection to http://h:1 was lost: connection reset" },
        { new HttpIOException(HttpRequestError.ResponseEnded, "gone"), RpcStatusCode.Unavailable, "the connection to http://h:1 was lost: gone (ResponseEnded)" },
        { new HttpRequestException(HttpRequestError.NameResolutionError, "x"), RpcStatusCode.Unavailable, "could not connect to http://h:1: the host name is not known" },
        { new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.ConnectionRefused)), RpcStatusCode.Unavailable, "could not connect to http://h:1: connection refused" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, "x", new AuthenticationException("bad certificate")), RpcStatusCode.Unavailable, "could not connect to http://h:1: TLS failed: bad certificate" },
        { new TaskCanceledException("x", new TimeoutException()), RpcStatusCode.Unavailable, "could not connect to http://h:1: no answer within 2.5 s" },
        { new RpcException(RpcStatusCode.Internal, "as it was"), RpcStatusCode.Internal, "as it was" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Every_transport_failure_becomes_a_status_in_plain_words(Exception failure, RpcStatusCode code, string message)
    {
        RpcException translated = TransportFailure.Translate(failure, new Uri("http://h:1"), TimeSpan.FromSeconds(2.5), hasAnswered: true);
        translated.Status.Should().Be(new RpcStatus(code, message));
    }

    [Fact]
    public void A_connection_that_is_lost_before_any_answer_may_be_one_to_something_else()
    {
        var reset = new IOException("x", new SocketException((int)SocketError.Shutdown));
        RpcException translated = TransportFailure.Translate(reset, new Uri("http://h:1"), TimeSpan.FromSeconds(2.5), hasAnswered: false);
        translated.Status.Should().Be(new RpcStatus(
            RpcStatusCode.Unavailable,
            "the connection to http://h:1 was lost before it answered (connection reset): perhaps it does not speak HTTP/2"));
    }

    [Fact]
    public async Task A_cut_connection_fails_reads_and_writes_with_UNAVAILABLE()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        await using var proxy = new TcpProxy(host.Address);
        await using var channel = new RpcChannel(proxy.Address);
        await using RpcDuplexCall<EchoMessage, EchoMessage> reader = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        await using RpcDuplexCall<EchoMessage, EchoMessage> writer = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        await writer.WriteAsync(Echo.Message(1)).Within();
        (await writer.ReadAsync().Within())!.Number.Should().Be(1);

        proxy.Cut();

        RpcException lost = await reader.ReadAsync().FailsWith(RpcStatusCode.Unavailable);
        lost.Status.Message.Should().StartWith($"the connection to {proxy.Address.GetLeftPart(UriPartial.Authority)} was lost");
        await writer.WriteAsync(Echo.Message(2)).FailsWith(RpcStatusCode.Unavailable);
        await writer.ReadAsync().FailsWith(RpcStatusCode.Unavailable);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var channel = new RpcChannel(new Uri($"http://127.0.0.1:{port}"));
        RpcException refused = await channel.OpenDuplexAsync(Echo.Duplex).FailsWith(RpcStatusCode.Unavailable);
        refused.Status.Message.Should().Be($"could not connect to http://127.0.0.1:{port}: connection refused");
    }

    [Fact]
    public async Task A_server_that_says_it_has_no_HTTP2_is_named()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        RpcException refused = await TalkTo(host.Http1Address).FailsWith(RpcStatusCode.Unavailable);
        refused.Status.Message.Should().Contain("does not speak HTTP/2");
    }

    [Fact]
    public async Task A_server_that_answers_with_HTTP1_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = Task.Run(async () =>
        {
            using Socket socket = await listener.AcceptSocketAsync();
            await socket.SendAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            byte[] ignored = new byte[1000];
            while (await socket.ReceiveAsync(ignored) > 0)
            {
            }
        });
        RpcException refused = await TalkTo(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"))
            .FailsWith(RpcStatusCode.Unavailable);
        refused.Status.Message.Should().Contain("HTTP/2", "the cause is {0}", refused.InnerException);
        await serving.Within();
    }

    private static async Task TalkTo(Uri address)
    {
        await using var channel = new RpcChannel(address);
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex);
        await call.ReadAsync();
    }
}
