using System.Collections.Concurrent;
using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Calls;

public sealed class DuplexCallTests
{
    [Fact]
    public async Task Ten_thousand_messages_come_back_in_order()
    {
        const int Count = 10_000;
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        Task writing = Task.Run(async () =>
        {
            for (int i = 0; i < Count; i++)
            {
                await call.WriteAsync(Echo.Message(i, 20));
            }

            await call.CompleteAsync();
        });
        for (int i = 0; i < Count; i++)
        {
            (await call.ReadAsync().Within())!.Number.Should().Be(i);
        }

        (await call.ReadAsync().Within()).Should().BeNull();
        (await call.ReadAsync().Within()).Should().BeNull("the end stays the end");
        call.Status.Should().Be(RpcStatus.Ok);
        await writing.Within();
    }

    [Fact]
    public async Task Concurrent_writers_on_both_sides_lose_nothing()
    {
        const int Writers = 20;
        const int Each = 200;
        await using KestrelHost host = await KestrelHost.StartAsync(async call =>
        {
            var echoes = new List<Task>();
            while (await call.Stream.ReadAsync() is { } message)
            {
                echoes.Add(Task.Run(() => call.Stream.WriteAsync(message).AsTask()));
            }

            await Task.WhenAll(echoes);
        });
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        Task writing = Task.Run(async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
            {
                for (int i = 0; i < Each; i++)
                {
                    await call.WriteAsync(Echo.Message((w * Each) + i, i));
                }
            })));
            await call.CompleteAsync();
        });
        var seen = new List<int>();
        while (await call.ReadAsync().Within() is { } message)
        {
            message.Payload.Length.Should().Be(message.Number % Each);
            seen.Add(message.Number);
        }

        seen.Order().Should().Equal(Enumerable.Range(0, Writers * Each));
        await writing.Within();
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(4_000_000)]
    public async Task A_message_larger_than_every_window_passes(int size)
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        await call.WriteAsync(Echo.Message(1, size)).Within();
        (await call.ReadAsync().Within())!.Payload.Length.Should().Be(size);
    }

    [Fact]
    public async Task A_message_too_large_for_the_client_ends_the_call_at_the_server_too()
    {
        TaskCompletionSource ended = Signal.New();
        await using KestrelHost host = await KestrelHost.StartAsync(async call =>
        {
            await call.Stream.WriteAsync(Echo.Message(1, 2000));
            await Echo.UntilCancelledAsync(call);
            ended.SetResult();
        });
        await using RpcChannel channel = host.Channel(new() { MaxReceiveMessageBytes = 1000 });
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        await call.ReadAsync().FailsWith(RpcStatusCode.ResourceExhausted);
        await ended.Task.Within();
    }

    [Fact]
    public async Task Metadata_status_and_trailers_travel()
    {
        var seen = new ConcurrentDictionary<string, string>();
        await using KestrelHost host = await KestrelHost.StartAsync(call =>
        {
            foreach ((string key, string value) in call.RequestMetadata)
            {
                seen[key] = value;
            }

            call.RemoteEndPoint!.Address.Should().Be(System.Net.IPAddress.Loopback);
            call.SetResponseTrailer("zim-error-code", "6000281");
            throw new RpcException(
                new RpcStatus(RpcStatusCode.PermissionDenied, "nicht erlaubt: schön 通话 100%"),
                new Dictionary<string, string> { ["reason"] = "busy", ["bad key"] = "x" });
        });
        host.ExpectWarning(1003);
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(
            Echo.Duplex, new RpcCallOptions { Metadata = new Dictionary<string, string> { ["x-token"] = "a b~c" } }).Within();
        RpcException refused = await call.ReadAsync().FailsWith(RpcStatusCode.PermissionDenied);
        refused.Status.Message.Should().Be("nicht erlaubt: schön 通话 100%");
        refused.Trailers.Should().BeEquivalentTo(
            new Dictionary<string, string> { ["zim-error-code"] = "6000281", ["reason"] = "busy" });
        call.Trailers.Should().BeEquivalentTo(refused.Trailers);
        call.Status!.Code.Should().Be(RpcStatusCode.PermissionDenied);
        seen.Should().BeEquivalentTo(new Dictionary<string, string> { ["x-token"] = "a b~c" });
        host.Log.Count(1003).Should().Be(1, "the trailer that cannot be sent was left out");
        await call.WriteAsync(Echo.Message(1)).FailsWith(RpcStatusCode.PermissionDenied);
    }

    [Theory]
    [InlineData("Upper", "x")]
    [InlineData("grpc-timeout", "1S")]
    [InlineData(":path", "x")]
    [InlineData("te", "x")]
    [InlineData("", "x")]
    [InlineData("x-key", "line\r\nbreak: 1")]
    [InlineData("x-key", "schön")]
    public async Task Metadata_that_cannot_be_sent_is_refused(string key, string value)
    {
        await using var channel = new RpcChannel(new Uri("http://127.0.0.1:1"));
        Func<Task> open = () => channel.OpenDuplexAsync(
            Echo.Duplex, new RpcCallOptions { Metadata = new Dictionary<string, string> { [key] = value } });
        (await open.Should().ThrowAsync<ArgumentException>()).Which.Message.Should().NotContain("line");
    }

    [Fact]
    public async Task A_handler_that_fails_is_logged_once_and_tells_the_client_nothing()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(_ => throw new InvalidOperationException("the secret is 42"));
        host.ExpectWarning(1000);
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        RpcException failed = await call.ReadAsync().FailsWith(RpcStatusCode.Unknown);
        failed.Status.Message.Should().Be("the server failed to handle the call");
        host.Log.Count(1000).Should().Be(1);
    }

    [Fact]
    public async Task A_server_that_cuts_the_call_off_is_seen_by_the_client()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(async call =>
        {
            await call.Stream.ReadAsync();
            call.Abort();
            call.CancellationToken.IsCancellationRequested.Should().BeTrue();
            await call.Stream.ReadAsync();
        });
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        await call.WriteAsync(Echo.Message(1)).Within();
        await call.ReadAsync().FailsWith(RpcStatusCode.Cancelled);
    }

    [Fact]
    public async Task Writes_that_nobody_waited_for_go_out_before_the_status()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(call =>
        {
            for (int i = 0; i < 100; i++)
            {
                _ = call.Stream.WriteAsync(Echo.Message(i, 1000)).AsTask();
            }

            return Task.CompletedTask;
        });
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        for (int i = 0; i < 100; i++)
        {
            (await call.ReadAsync().Within())!.Number.Should().Be(i);
        }

        (await call.ReadAsync().Within()).Should().BeNull();
    }

    [Fact]
    public async Task A_call_whose_opening_is_cancelled_is_cancelled()
    {
        // A listener that never answers: the connection is there, HTTP/2 is not.
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        await using var channel = new RpcChannel(new Uri($"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}"));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await channel.OpenDuplexAsync(Echo.Duplex, cancellationToken: cancelled.Token).FailsWith(RpcStatusCode.Cancelled);
    }

    [Fact]
    public async Task Only_one_read_at_a_time()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        Task<EchoMessage?> first = call.ReadAsync().AsTask();
        await FluentActions.Awaiting(() => call.ReadAsync().AsTask()).Should().ThrowAsync<InvalidOperationException>();
        await call.WriteAsync(Echo.Message(1)).Within();
        (await first.Within())!.Number.Should().Be(1);
    }

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("http://host/path")]
    [InlineData("/relative")]
    public void An_address_must_be_scheme_host_and_port(string address) =>
        FluentActions.Invoking(() => new RpcChannel(new Uri(address, UriKind.RelativeOrAbsolute)))
            .Should().Throw<ArgumentException>();
}
