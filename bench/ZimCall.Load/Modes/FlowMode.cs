using ZimCall.Load.Client;
using ZimCall.Load.Floor;
using ZimCall.Load.Flow;
using ZimCall.Load.Report;
using ZimCall.Load.Serving;

namespace ZimCall.Load.Modes;

/// <summary>Calls, round after round; before each round, on the same machine at the same time, the floor.</summary>
internal static class FlowMode
{
    /// <summary>What many live calls are compared with.</summary>
    private const int FewLive = 1000;

    public static async Task RunAsync(Common common, FlowOptions options)
    {
        var targets = await PrepareAsync(common, options).ToListAsync();
        var floors = new List<FloorRound>();
        var flows = new List<FlowResult>();
        try
        {
            await using var floor = await OpenFloorAsync(targets[0].Server, options);
            foreach (var target in targets)
            {
                await target.RunAsync(options.Rate, options.Warmup);
            }

            for (var round = 0; round < options.Rounds; round++)
            {
                if (floor is not null)
                {
                    floors.Add(await floor.RunAsync(options.Rate, options.Duration));
                }

                // Who goes first takes turns too.
                foreach (var target in round % 2 == 0 ? targets : Enumerable.Reverse(targets))
                {
                    flows.Add(await target.RunAsync(options.Rate, options.Duration));
                }
            }
        }
        finally
        {
            foreach (var target in targets)
            {
                await target.DisposeAsync();
            }
        }

        var report = new FlowReport(Machine.Here(), common.Server, options, floors, flows, [.. FlowSummary.Of(floors, flows, options)]);
        report.Print();
        await Output.JsonAsync(common.Json, report);
    }

    private static async IAsyncEnumerable<FlowTarget> PrepareAsync(Common common, FlowOptions options)
    {
        if (options is { InTurn: true, LiveCalls: > 0 })
        {
            yield return await PrepareAsync("few live", await common.StartAsync(), options with { LiveCalls = FewLive });
            yield return await PrepareAsync("many live", await common.StartAsync(), options);
            yield break;
        }

        if (options.InTurn)
        {
            yield return await PrepareAsync("pairs", await common.StartAsync(), options with { Groups = 0 });
            yield return await PrepareAsync("groups", await common.StartAsync(), options with { Pairs = 0 });
            yield break;
        }

        yield return await PrepareAsync("this", await common.StartAsync(), options);
        if (common.Against is not null)
        {
            yield return await PrepareAsync("against", await ServerProcess.StartAsync(common.Server, common.Against), options);
        }
    }

    private static async Task<FlowTarget> PrepareAsync(string name, ServerProcess server, FlowOptions options)
    {
        var random = new Random(options.Seed);
        var live = options.LiveCalls > 0 ? await LiveCalls.MakeAsync(server.Address.Url, options.LiveCalls, random) : null;

        var fleet = new Fleet(server.Address.Url, options.Connections == 0 ? options.Users : options.Connections, "u", options.Users);
        await fleet.ConnectAsync();
        var casts = Cast.Split(fleet.Users, options.Pairs, options.Groups, options.GroupSize);
        return new FlowTarget(name, server, fleet, live, casts, random);
    }

    private static async Task<FloorRig?> OpenFloorAsync(ServerProcess server, FlowOptions options) =>
        options.Floor && server.IsOwn ? await FloorRig.OpenAsync(server.Address, options) : null;
}
