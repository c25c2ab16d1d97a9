using Google.Protobuf.WellKnownTypes;
using ZimCall.Load.Client;
using ZimCall.Load.Serving;
using ZimCall.Wire;

namespace ZimCall.Load.Floor;

/// <summary>Duplex streams on which nothing happens.</summary>
internal sealed class BareStreams(Channels channels, RpcDuplexCall<BytesValue, BytesValue>[] calls) : IAsyncDisposable
{
    public static async Task<BareStreams> OpenAsync(string url, int count, int connections)
    {
        var channels = new Channels(url, connections);
        var calls = new RpcDuplexCall<BytesValue, BytesValue>[count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (index, stop) => calls[index] = await channels[index].OpenDuplexAsync(EchoService.Bare, null, stop));
        return new BareStreams(channels, calls);
    }

    public async ValueTask DisposeAsync()
    {
        await Parallel.ForEachAsync(calls, static async (call, _) => await call.DisposeAsync());
        await channels.DisposeAsync();
    }
}
