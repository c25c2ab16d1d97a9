using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Calls;

public sealed class DeadlineTests
{
    private static readonly RpcCallOptions OneHour = new() { Timeout = TimeSpan.FromHours(1) };

    [Fact]
    public async Task The_client_ends_the_call_itself_when_the_deadline_passes()
    {
        var time = new ManualTime();
        TaskCompletionSource ended = Signal.New();
        await using KestrelHost host = await KestrelHost.StartAsync(async call =>
        {
            await Echo.UntilCancelledAsync(call);
            ended.SetResult();
        });
        await using RpcChannel channel = host.Channel(new() { TimeProvider = time });
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex, OneHour).Within();
        Task read = call.ReadAsync().AsTask();

        time.Advance(TimeSpan.FromHours(1));

        await read.FailsWith(RpcStatusCode.DeadlineExceeded);
        await call.WriteAsync(Echo.Message(1)).FailsWith(RpcStatusCode.DeadlineExceeded);
        await ended.Task.Within();
    }

    [Fact]
    public async Task The_server_ends_the_call_itself_when_the_deadline_passes()
    {
        var time = new ManualTime();
        TaskCompletionSource<DateTimeOffset?> deadline = Signal.New<DateTimeOffset?>();
        await using KestrelHost host = await KestrelHost.StartAsync(
            async call =>
            {
                deadline.SetResult(call.Deadline);
                await Echo.HandleAsync(call);
            },
            time: time);
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex, OneHour).Within();
        (await deadline.Task.Within()).Should().Be(time.GetUtcNow() + TimeSpan.FromHours(1));

        time.Advance(TimeSpan.FromHours(1));

        await call.ReadAsync().FailsWith(RpcStatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task A_deadline_in_the_past_fails_at_once()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        await using RpcChannel channel = host.Channel();
        Func<Task> talk = async () =>
        {
            await using RpcDuplexCall<EchoMessage, EchoMessage> call =
                await channel.OpenDuplexAsync(Echo.Duplex, new RpcCallOptions { Timeout = TimeSpan.Zero });
            await call.ReadAsync();
        };
        await talk().FailsWith(RpcStatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task A_call_that_ended_is_not_touched_by_its_deadline()
    {
        var time = new ManualTime();
        await using KestrelHost host = await KestrelHost.StartAsync(_ => Task.CompletedTask);
        await using RpcChannel channel = host.Channel(new() { TimeProvider = time });
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex, OneHour).Within();
        (await call.ReadAsync().Within()).Should().BeNull();
        time.Advance(TimeSpan.FromHours(2));
        (await call.ReadAsync().Within()).Should().BeNull();
    }
}
