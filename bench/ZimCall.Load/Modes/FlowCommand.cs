using System.CommandLine;
using ZimCall.Load.Flow;

namespace ZimCall.Load.Modes;

/// <summary>The command line of <see cref="FlowMode"/>.</summary>
internal static class FlowCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var pairs = CommonOptions.Number("--pairs", "Pairs of users that call each other.", 32);
        var groups = CommonOptions.Number("--groups", "Groups of users that call each other.", 0);
        var groupSize = CommonOptions.Number("--group-size", "Members of a group, 3 to 10.", 10);
        var connections = CommonOptions.Number("--connections", "Connections the users share; 0 for one each.", 0);
        var rate = CommonOptions.Real("--rate", "Calls a second that arrive (open loop); 0 for full speed (closed loop).", 0);
        var warmup = CommonOptions.Real("--warmup", "Seconds before anything counts.", 5);
        var duration = CommonOptions.Real("--duration", "Seconds of each round.", 3);
        var rounds = CommonOptions.Number("--rounds", "Rounds; floor and servers take turns in each.", 5);
        var live = CommonOptions.Number("--live-calls", "Calls that ring all the while, for ten minutes at the most.", 0);
        var noFloor = new Option<bool>("--no-floor") { Description = "Do not measure the floor." };
        var inTurn = new Option<bool>("--in-turn") { Description = "Two servers take turns: with pairs and with groups, or beside 1,000 live calls and beside --live-calls." };
        var seed = CommonOptions.Number("--seed", "Of everything that is random.", 1);
        var command = new Command("flow", "Invitations, receipts, answers, ends.")
        {
            pairs, groups, groupSize, connections, rate, warmup, duration, rounds, live, noFloor, inTurn, seed,
        };
        common.AddTo(command);
        command.SetAction(result => FlowMode.RunAsync(common.Of(result, result.GetValue(live) > 0), new FlowOptions
        {
            Pairs = result.GetValue(pairs),
            Groups = result.GetValue(groups),
            GroupSize = result.GetValue(groupSize),
            Connections = result.GetValue(connections),
            Rate = result.GetValue(rate),
            Warmup = result.GetValue(warmup),
            Duration = result.GetValue(duration),
            Rounds = result.GetValue(rounds),
            LiveCalls = result.GetValue(live),
            Floor = !result.GetValue(noFloor),
            InTurn = result.GetValue(inTurn),
            Seed = result.GetValue(seed),
        }));
        return command;
    }
}
