using System.CommandLine;

namespace ZimCall.Load.Modes;

/// <summary>The command line of <see cref="HistoryMode"/>.</summary>
internal static class HistoryCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var calls = CommonOptions.Number("--calls", "Calls in the list of each user.", 10_000);
        var users = CommonOptions.Number("--users", "Users that ask at the same time.", 4);
        var duration = CommonOptions.Real("--duration", "Seconds of each round.", 3);
        var rounds = CommonOptions.Number("--rounds", "Rounds.", 5);
        var command = new Command("history", "Lists of calls, page after page.") { calls, users, duration, rounds };
        common.AddTo(command);
        command.SetAction(result => HistoryMode.RunAsync(
            common.Of(result, busyCallers: true), result.GetValue(calls), result.GetValue(users), result.GetValue(duration), result.GetValue(rounds)));
        return command;
    }
}
