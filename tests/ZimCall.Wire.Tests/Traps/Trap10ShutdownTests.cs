using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Traps;

/// <summary>Trap 10: open streams hold a stopping server for the whole of its shutdown timeout (30 s).</summary>
public sealed class Trap10ShutdownTests
{
    [Fact]
    public async Task A_handler_says_goodbye_when_the_application_stops()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(async call =>
        {
            await call.Stream.WriteAsync(Echo.Message(1));
            await Signal.Of(call.Stopping).Within();
            await call.Stream.WriteAsync(Echo.Message(2));
        });
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        (await call.ReadAsync().Within())!.Number.Should().Be(1);

        Task stopped = host.App.StopAsync();
        (await call.ReadAsync().Within())!.Number.Should().Be(2);
        (await call.ReadAsync().Within()).Should().BeNull();
        await stopped.Within();
    }

    [Fact]
    public async Task A_handler_that_does_not_care_is_ended_after_the_grace_time()
    {
        var time = new ManualTime();
        TaskCompletionSource stopping = Signal.New();
        await using KestrelHost host = await KestrelHost.StartAsync(
            async call =>
            {
                call.Stopping.Register(() => stopping.TrySetResult());
                await Echo.HandleAsync(call);
            },
            new() { StopGrace = TimeSpan.FromSeconds(3) },
            time: time);
        await using RpcChannel channel = host.Channel();
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        await call.WriteAsync(Echo.Message(1)).Within();
        (await call.ReadAsync().Within())!.Number.Should().Be(1);

        Task stopped = host.App.StopAsync();
        await stopping.Task.Within();
        await call.WriteAsync(Echo.Message(2)).Within();
        (await call.ReadAsync().Within())!.Number.Should().Be(2, "the grace time is not over");
        time.Advance(TimeSpan.FromSeconds(3));

        await call.ReadAsync().FailsWith(RpcStatusCode.Unavailable);
        await stopped.Within();
    }
}
