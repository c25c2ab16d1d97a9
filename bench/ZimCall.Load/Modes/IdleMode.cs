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

    public static async Task RunAsync(Common common, int sessions, double hold, int rounds)
    {
        var costs = new List<IdleCost>();
        for (var round = 0; round < rounds; round++)
        {
            costs.Add(await MeasureAsync("bare streams", common.Server, null, sessions, hold, OpenBareAsync));
            costs.Add(await MeasureAsync("sessions", common.Server, null, sessions, hold, OpenSessionsAsync));
            if (common.Against is not null)
            {
                costs.Add(await MeasureAsync("sessions (against)", common.Server, common.Against, sessions, hold, OpenSessionsAsync));
            }
        }

        var report = new IdleReport(Machine.Here(), common.Server, costs);
        report.Print();
        await Output.JsonAsync(common.Json, report);
    }

    private static async Task<IdleCost> MeasureAsync(
        string what, ServerOptions options, string? executable, int count, double hold, Func<string, string, int, Task<IAsyncDisposable>> open)
    {
        await using var server = await ServerProcess.StartAsync(options, executable);
        var url = server.Address.Url;
        await using var first = await open(url, "first", First);
        await Clock.Wait(1);
        var before = (await server.StatsAsync(collect: true))!;
        var start = Clock.Now;
        await using var lot = await open(url, "idle", count);
        var opening = Clock.Seconds(Clock.Now - start);
        await Clock.Wait(2);
        var after = (await server.StatsAsync(collect: true))!;
        var holding = (await server.StatsAsync())!;
        start = Clock.Now;
        await Clock.Wait(hold);
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

    private static async Task<IAsyncDisposable> OpenBareAsync(string url, string prefix, int count) =>
        await BareStreams.OpenAsync(url, count);

    private static async Task<IAsyncDisposable> OpenSessionsAsync(string url, string prefix, int count)
    {
        var fleet = new Fleet(url, count, prefix, count);
        await fleet.ConnectAsync();
        return fleet;
    }
}
