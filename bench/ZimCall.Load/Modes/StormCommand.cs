using System.CommandLine;

namespace ZimCall.Load.Modes;

/// <summary>The command line of <see cref="StormMode"/>.</summary>
internal static class StormCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var sessions = CommonOptions.Number("--sessions", "How many, each in a call; even.", 5000);
        var rounds = CommonOptions.Number("--rounds", "Storms, one after the other.", 3);
        var command = new Command("storm", "Every connection breaks, and everybody comes back at once.") { sessions, rounds };
        common.AddTo(command);
        command.SetAction(result => StormMode.RunAsync(common.Of(result), result.GetValue(sessions), result.GetValue(rounds)));
        return command;
    }
}
