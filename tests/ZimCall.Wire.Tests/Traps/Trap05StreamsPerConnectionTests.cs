using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Traps;

/// <summary>Trap 5: a connection carries a limited number of streams, and the next one would wait without a word.</summary>
public sealed class Trap05StreamsPerConnectionTests
{
    [Fact]
    public async Task More_streams_than_a_connection_carries_open_more_connections()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(
            Echo.HandleAsync, kestrel: kestrel => kestrel.Limits.Http2.MaxStreamsPerConnection = 10);
        await using RpcChannel channel = host.Channel();
        var calls = new List<RpcDuplexCall<EchoMessage, EchoMessage>>();
        for (int i = 0; i < 35; i++)
        {
            RpcDuplexCall<EchoMessage, EchoMessage> call = await channel.OpenDuplexAsync(Echo.Duplex).Within();
            calls.Add(call);
            await call.WriteAsync(Echo.Message(i)).Within();
            (await call.ReadAsync().Within())!.Number.Should().Be(i);
        }

        foreach (RpcDuplexCall<EchoMessage, EchoMessage> call in calls)
        {
            await call.DisposeAsync().Within();
        }
    }
}
