using System.CommandLine;

namespace ZimCall.Load.Modes;

/// <summary>The command line of <see cref="IdleMode"/>.</summary>
internal static class IdleCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var sessions = CommonOptions.Number("--sessions", "How many.", 5000);
        var connections = CommonOptions.Number("--connections", "Connections they share; 0 for one each.", 0);
        var hold = CommonOptions.Real("--hold", "Seconds they are held, with heartbeats.", 10);
        var rounds = CommonOptions.Number("--rounds", "Rounds; bare streams and sessions take turns.", 1);
        var noFloor = new Option<bool>("--no-floor") { Description = "Do not measure bare streams." };
        var command = new Command("idle", "Sessions that do nothing, against bare streams.") { sessions, connections, hold, rounds, noFloor };
        common.AddTo(command);
        command.SetAction(result => IdleMode.RunAsync(common.Of(result), new IdleOptions
        {
            Sessions = result.GetValue(sessions),
            Connections = result.GetValue(connections),
            Hold = result.GetValue(hold),
            Rounds = result.GetValue(rounds),
            Floor = !result.GetValue(noFloor),
        }));
        return command;
    }
}
