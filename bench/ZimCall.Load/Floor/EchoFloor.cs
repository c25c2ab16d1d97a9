using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using ZimCall.Load.Client;
using ZimCall.Load.Report;
using ZimCall.Load.Serving;
using ZimCall.Wire;

namespace ZimCall.Load.Floor;

/// <summary>The raw duplex echo over ZimCall.Wire: what the wire alone costs.</summary>
internal sealed class EchoFloor : IAsyncDisposable
{
    private readonly Channels _channels;
    private readonly RpcDuplexCall<BytesValue, BytesValue>[] _calls;
    private readonly BytesValue _message = new() { Value = ByteString.CopyFrom(new byte[EchoService.MessageBytes]) };

    private EchoFloor(Channels channels, RpcDuplexCall<BytesValue, BytesValue>[] calls)
    {
        _channels = channels;
        _calls = calls;
    }

    public static async Task<EchoFloor> OpenAsync(string url, int connections, int streams)
    {
        var channels = new Channels(url, connections);
        var calls = new RpcDuplexCall<BytesValue, BytesValue>[streams];
        for (var i = 0; i < streams; i++)
        {
            calls[i] = await channels[i].OpenDuplexAsync(EchoService.Echo);
        }

        return new EchoFloor(channels, calls);
    }

    /// <summary>Every stream with one message under way, at full speed.</summary>
    /// <returns>Echoes a second, and their round trips.</returns>
    public async Task<FloorResult> SaturateAsync(double seconds, int streams)
    {
        var times = new Latencies();
        var start = Clock.Now;
        var end = start + Clock.Ticks(seconds);
        await Task.WhenAll(_calls.Take(streams).Select(call => Task.Run(async () =>
        {
            for (var sent = start; sent < end;)
            {
                sent = Clock.Now;
                await EchoAsync(call);
                times.Record(Clock.Now - sent);
            }
        })));
        return new FloorResult(times.Count / Clock.Seconds(Clock.Now - start), times.ToQuantiles());
    }

    /// <summary>Echoes that begin at given times, each on the next stream.</summary>
    public async Task<FloorResult> ArriveAsync(double rate, double seconds, Random random)
    {
        var times = new Latencies();
        var start = Clock.Now;
        var echoes = new Task[_calls.Length];
        Array.Fill(echoes, Task.CompletedTask);
        await Arrivals.RunAsync(rate, seconds, random, (number, intended) =>
        {
            var slot = number % _calls.Length;
            echoes[slot] = AfterAsync(echoes[slot], slot, intended);
        });
        await Task.WhenAll(echoes);
        return new FloorResult(times.Count / Clock.Seconds(Clock.Now - start), times.ToQuantiles());

        async Task AfterAsync(Task before, int slot, long intended)
        {
            await before;
            await EchoAsync(_calls[slot]);
            times.Record(Clock.Now - intended);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var call in _calls)
        {
            await call.DisposeAsync();
        }

        await _channels.DisposeAsync();
    }

    private async Task EchoAsync(RpcDuplexCall<BytesValue, BytesValue> call)
    {
        await call.WriteAsync(_message);
        if (await call.ReadAsync() is null)
        {
            throw new IOException("The echo ended.");
        }
    }
}
