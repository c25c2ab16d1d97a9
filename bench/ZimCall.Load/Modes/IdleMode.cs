using ZimCall.Load.Client;
using ZimCall.Load.Floor;
using ZimCall.Load.Report;
using ZimCall.Load.Serving;

namespace ZimCall.Load.Modes;

/// <summary>Many sessions that do nothing but beat, and as many bare streams, each lot on a fresh server, in turns.</summary>
internal static class IdleMode
{
    /// <summary>What the first connections bring into being once and for all does not count.</summary>
    private const int First = 200;

    public static async Task RunAsync(Common common, IdleOptions options)
    {
        var costs = new List<IdleCost>();
        for (var round = 0; round < options.Rounds; round++)
        {
            if (options.Floor)
            {
                costs.Add(await MeasureAsync("bare streams", common.Server, null, options, OpenBareAsync));
            }

            costs.Add(await MeasureAsync("sessions", common.Server, null, options, OpenSessionsAsync));
            if (common.Against is not null)
            {
                costs.Add(await MeasureAsync("sessions (against)", common.Server, common.Against, options, OpenSessionsAsync));
            }
        }

        var report = new IdleReport(Machine.Here(), common.Server, costs);
        report.Print();
        await Output.JsonAsync(common.Json, report);
    }

    private static async Task<IdleCost> MeasureAsync(
        string what,
        ServerOptions serverOptions,
        string? executable,
        IdleOptions options,
        Func<string, string, int, int, Task<IAsyncDisposable>> open)
    {
        var count = options.Sessions;
        await using var server = await ServerProcess.StartAsync(serverOptions, executable);
        var url = server.Address.Url;
        await using var first = await open(url, "first", First, options.ConnectionsOf(First));
        await Clock.Wait(1);
        var before = (await server.StatsAsync(collect: true))!;
        var start = Clock.Now;
        await using var lot = await open(url, "idle", count, options.ConnectionsOf(count));
        var opening = Clock.Seconds(Clock.Now - start);
        await Clock.Wait(2);
        var after = (await server.StatsAsync(collect: true))!;
        var holding = (await server.StatsAsync())!;
        start = Clock.Now;
        await Clock.Wait(options.Hold);
        var held = (await server.StatsAsync())!;
        return new IdleCost(
            what,
            count,
            (double)(after.PrivateBytes - before.PrivateBytes) / count,
            (double)(after.HeapBytes - before.HeapBytes) / count,
            count / opening,
            (held.CpuSeconds - holding.CpuSeconds) / Clock.Seconds(Clock.Now - start),
            lot is Fleet fleet ? fleet.Lost : 0);
    }

    private static async Task<IAsyncDisposable> OpenBareAsync(string url, string prefix, int count, int connections) =>
        await BareStreams.OpenAsync(url, count, connections);

    private static async Task<IAsyncDisposable> OpenSessionsAsync(string url, string prefix, int count, int connections)
    {
        var fleet = new Fleet(url, connections, prefix, count);
        await fleet.ConnectAsync();
        return fleet;
    }
}
