using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Traps;

/// <summary>
/// Trap 8: a peer that froze, or whose network vanished, closes nothing; only a ping without an answer tells. Keepalive runs on
/// the real clock on both sides; 1 s + 1 s is the least that the framework allows.
/// </summary>
public sealed class Trap08FrozenPeerTests
{
    [Fact]
    public async Task Both_sides_notice_a_frozen_peer()
    {
        TaskCompletionSource serverNoticed = Signal.New();
        await using KestrelHost host = await KestrelHost.StartAsync(
            async call =>
            {
                await call.Stream.WriteAsync(Echo.Message(1));
                await Echo.UntilCancelledAsync(call);
                serverNoticed.SetResult();
            },
            kestrel: kestrel =>
            {
                kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(1);
                kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(1);
            });
        await using var proxy = new TcpProxy(host.Address);
        await using var channel = new RpcChannel(proxy.Address, new RpcChannelOptions
        {
            KeepAlivePingDelay = TimeSpan.FromSeconds(1),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(1),
        });
        await using RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
        (await call.ReadAsync().Within())!.Number.Should().Be(1);

        proxy.Freeze();

        RpcException lost = await call.ReadAsync().FailsWith(RpcStatusCode.Unavailable);
        lost.Status.Message.Should().Contain("was lost").And.Contain("ping");
        await serverNoticed.Task.Within();
    }

    [Fact]
    public void The_defaults_ping_on_both_sides()
    {
        var options = new RpcChannelOptions();
        options.KeepAlivePingDelay.Should().Be(TimeSpan.FromSeconds(10));
        options.KeepAlivePingTimeout.Should().Be(TimeSpan.FromSeconds(10));
        var limits = new Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerLimits();
        Server.Rpc.RpcKestrelLimits.UseRpcDefaults(limits);
        limits.Http2.KeepAlivePingDelay.Should().Be(TimeSpan.FromSeconds(10));
        limits.Http2.KeepAlivePingTimeout.Should().Be(TimeSpan.FromSeconds(10));
    }
}
