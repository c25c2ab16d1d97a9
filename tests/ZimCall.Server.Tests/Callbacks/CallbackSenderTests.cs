using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ZimCall.Server.Tests.Callbacks.Support;
using ZimCall.Server.Tests.Store;
using ZimCall.Server.Tests.Support;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Callbacks;

/// <summary>How a callback goes out, and what receivers cannot do to the server.</summary>
public sealed class CallbackSenderTests
{
    private const string Host = "business.test";
    private const string Done = "HTTP/1.1 204 No Content\r\n\r\n";

    private readonly VirtualTime _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_callback_is_posted_with_its_id_and_its_signatures()
    {
        TaskCompletionSource<string> request = new();
        await using var receiver = new Receiver(async (stream, cancellationToken) =>
        {
            request.SetResult(await Receiver.ReadRequestAsync(stream, cancellationToken));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Done), cancellationToken);
        });
        (await SendAsync(receiver.Port)).Should().BeNull();
        var text = await request.Task;
        text.Should().StartWith("POST /callbacks?x=1 HTTP/1.1\r\n").And.Contain("Content-Type: application/json; charset=utf-8\r\n")
            .And.Contain("X-ZimCall-Event-Id: the-id\r\n").And.Contain($"Host: {Host}:{receiver.Port}\r\n");
        var body = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        text.Should().Contain($"X-ZimCall-Signature: {CallbackSignature.OfBody(WatchedBackend.Secret, Encoding.UTF8.GetBytes(body))}\r\n");
        var fields = JsonElement.Parse(body);
        fields.GetProperty("timestamp").GetInt64().Should().Be(_time.GetUtcNow().ToUnixTimeSeconds());
        fields.GetProperty("signature").GetString().Should().Be(CallbackSignature.Compute(
            WatchedBackend.Secret, _time.GetUtcNow().ToUnixTimeSeconds(), fields.GetProperty("nonce").GetString()!));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(299, true)]
    [InlineData(304, false)]
    [InlineData(400, false)]
    [InlineData(503, false)]
    public async Task Success_is_2xx(int status, bool isSuccess)
    {
        await using var receiver = new Receiver($"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n");
        (await SendAsync(receiver.Port)).Should().Be(isSuccess ? null : $"status {status}");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var elsewhere = new Receiver(Done);
        await using var receiver = new Receiver(
            $"HTTP/1.1 {status} Moved\r\nLocation: http://{Host}:{elsewhere.Port}/\r\nContent-Length: 0\r\n\r\n");
        (await SendAsync(receiver.Port)).Should().Be($"status {status}");
        elsewhere.Connections.Should().Be(0);
    }

    [Fact]
    public async Task A_host_with_a_private_address_is_not_connected_to()
    {
        await using var receiver = new Receiver(Done);
        (await SendAsync(receiver.Port, allowed: [])).Should().Contain("has no public address");
        (await SendAsync(receiver.Port, allowed: ["other.test"])).Should().Contain("has no public address");
        receiver.Connections.Should().Be(0);
        (await SendAsync(receiver.Port, allowed: ["BUSINESS.test"])).Should().BeNull("names are the same in any case");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("2130706433")]
    [InlineData("localhost")]
    public async Task An_address_in_the_URL_is_no_way_around_that(string host)
    {
        await using var receiver = new Receiver(Done);
        using var sender = new CallbackSender(new ZimCallServerOptions(), _time);
        (await sender.SendAsync(App(receiver.Port, host), Callback(), default)).Should().Contain("has no public address");
        receiver.Connections.Should().Be(0);
    }

    /// <summary>A name that means a public address when it is looked at, and a private one when it is connected to.</summary>
    [Fact]
    public async Task A_name_that_changes_its_mind_does_not_help()
    {
        await using var receiver = new Receiver(Done);
        var asked = 0;
        using var sender = NewSender([], _ =>
        {
            asked++;
            return asked == 1 ? [IPAddress.Parse("192.0.2.1"), IPAddress.Loopback] : [IPAddress.Loopback];
        });
        (await sender.SendAsync(App(receiver.Port), Callback(), default)).Should().Contain("has no public address");
        (await sender.SendAsync(App(receiver.Port), Callback(), default)).Should().Contain("has no public address");
        (asked, receiver.Connections).Should().Be((2, 0));
    }

    [Fact]
    public async Task Of_several_addresses_only_the_public_ones_are_tried()
    {
        await using var receiver = new Receiver(Done);
        using var sender = NewSender([], _ => [IPAddress.Loopback, IPAddress.Parse("8.8.8.8")]);
        var sending = sender.SendAsync(App(receiver.Port), Callback(), default);
        _time.Advance(TimeSpan.FromSeconds(6));
        (await sending).Should().NotBeNull();
        receiver.Connections.Should().Be(0);
    }

    [Fact]
    public async Task A_receiver_that_sends_without_end_is_cut_off()
    {
        long sent = 0;
        TaskCompletionSource closed = new();
        await using var receiver = new Receiver(async (stream, cancellationToken) =>
        {
            await Receiver.ReadRequestAsync(stream, cancellationToken);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n"u8.ToArray(), cancellationToken);
            var block = new byte[64 * 1024];
            try
            {
                while (true)
                {
                    await stream.WriteAsync(block, cancellationToken);
                    sent += block.Length;
                }
            }
            catch (IOException)
            {
                closed.SetResult();
            }
        });
        (await SendAsync(receiver.Port)).Should().BeNull("the status is what counts");
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        sent.Should().BeLessThan(16 * 1024 * 1024, "no more than what lies in the sockets");
    }

    [Fact]
    public async Task Headers_without_end_are_cut_off()
    {
        await using var receiver = new Receiver(async (stream, cancellationToken) =>
        {
            await Receiver.ReadRequestAsync(stream, cancellationToken);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancellationToken);
            while (true)
            {
                await stream.WriteAsync("X-More: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"u8.ToArray(), cancellationToken);
            }
        });
        (await SendAsync(receiver.Port)).Should().NotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    public async Task A_receiver_that_hangs_is_given_up(string begins)
    {
        TaskCompletionSource hanging = new();
        await using var receiver = new Receiver(async (stream, cancellationToken) =>
        {
            await Receiver.ReadRequestAsync(stream, cancellationToken);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(begins), cancellationToken);
            hanging.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        var sending = SendAsync(receiver.Port);
        await hanging.Task;
        _time.Advance(TimeSpan.FromSeconds(4.9));
        sending.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.2));
        (await sending).Should().Be("no answer within 5 s");
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_or_is_none_fails()
    {
        await using var noise = new Receiver("what do you want?\r\n\r\n");
        (await SendAsync(noise.Port)).Should().NotBeNull();
        var gone = new TcpListener(IPAddress.Loopback, 0);
        gone.Start();
        var port = ((IPEndPoint)gone.LocalEndpoint).Port;
        gone.Stop();
        (await SendAsync(port)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_name_that_cannot_be_found_fails()
    {
        using var sender = NewSender([Host], static _ => throw new SocketException((int)SocketError.HostNotFound));
        (await sender.SendAsync(App(80), Callback(), default)).Should().NotBeNull();
    }

    private static OutgoingCallback Callback() => new("the-id", Make.App, "c1", "call_reject", "{\"call_id\":\"c1\"}"u8.ToArray(), Make.Start);

    private static ZimCallApp App(int port, string host = Host) => new(Make.App, "", "")
    {
        Callbacks = new ZimCallCallbackOptions(new Uri($"http://{host}:{port}/callbacks?x=1"), WatchedBackend.Secret),
    };

    private async Task<string?> SendAsync(int port, string[]? allowed = null)
    {
        using var sender = NewSender(allowed ?? [Host], static _ => [IPAddress.Loopback]);
        return await sender.SendAsync(App(port), Callback(), default);
    }

    private CallbackSender NewSender(string[] allowed, Func<string, IPAddress[]> resolve)
    {
        var options = new ZimCallServerOptions();
        Array.ForEach(allowed, options.CallbackAllowPrivateHosts.Add);
        return new CallbackSender(options, _time, (host, _) => Task.FromResult(resolve(host)));
    }
}
