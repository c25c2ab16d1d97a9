using System.CommandLine;

namespace ZimCall.Load.Modes;

/// <summary>The command line of <see cref="IdleMode"/>.</summary>
internal static class IdleCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var sessions = CommonOptions.Number("--sessions", "How many.", 5000);
        var hold = CommonOptions.Real("--hold", "Seconds they are held, with heartbeats.", 10);
        var rounds = CommonOptions.Number("--rounds", "Rounds; bare streams and sessions take turns.", 1);
        var command = new Command("idle", "Sessions that do nothing, against bare streams.") { sessions, hold, rounds };
        common.AddTo(command);
        command.SetAction(result => IdleMode.RunAsync(
            common.Of(result), result.GetValue(sessions), result.GetValue(hold), result.GetValue(rounds)));
        return command;
    }
}
