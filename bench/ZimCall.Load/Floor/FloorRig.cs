using ZimCall.Load.Flow;
using ZimCall.Load.Serving;

namespace ZimCall.Load.Floor;

/// <summary>The floor, ready for rounds.</summary>
internal sealed class FloorRig(EchoFloor echo, int streams, int tcpPort, Random random) : IAsyncDisposable
{
    /// <summary>A ping-pong needs less time than a load.</summary>
    private const double Share = 0.3;

    public static async Task<FloorRig> OpenAsync(ServerAddress server, FlowOptions options)
    {
        var echo = await EchoFloor.OpenAsync(
            server.Url, options.Connections == 0 ? options.Users : options.Connections, options.Users);
        var rig = new FloorRig(echo, options.Users, server.TcpPort, new Random(options.Seed));
        await rig.RunAsync(options.Rate, options.Warmup);
        return rig;
    }

    public async Task<FloorRound> RunAsync(double rate, double seconds) => new(
        await TcpFloor.PingPongAsync(tcpPort, seconds * Share),
        await echo.SaturateAsync(seconds * Share, 1),
        rate > 0 ? await echo.ArriveAsync(rate, seconds, random) : await echo.SaturateAsync(seconds, streams));

    public ValueTask DisposeAsync() => echo.DisposeAsync();
}
