using System.CommandLine;
using System.CommandLine.Invocation;

namespace ZimCall.Host;

/// <summary>The command line: what it means, and everything that is wrong with it at once.</summary>
internal static class HostCommand
{
    public static async Task<int> RunAsync(string[] args, CommandContext context)
    {
        var parsed = CreateCommand(context).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.CommandResult.Command.Action is AsynchronousCommandLineAction command)
        {
            // The command names what is wrong with the form together with what is wrong with the values.
            return await command.InvokeAsync(parsed);
        }

        // Signals are the server's own matter.
        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = context.Output,
            Error = context.Error,
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        });
    }

    public static RootCommand CreateCommand(CommandContext context)
    {
        var command = new RootCommand(HelpText.Description);
        command.TakeSettings(HostOptions.All);
        command.SetAction((parsed, _) => ServeAsync(parsed, context));
        command.Subcommands.Add(TokenCommand.Create(context));
        command.Subcommands.Add(DoctorCommand.Create(context));
        command.Subcommands.Add(HealthCommand.Create(context));
        command.Subcommands.Add(CallsCommand.Create(context));
        command.Subcommands.Add(CallCommand.Create(context));
        command.Subcommands.Add(DeadLettersCommand.Create(context));
        return command;
    }

    /// <summary>Gives a command settings as options.</summary>
    public static void TakeSettings(this Command command, IEnumerable<Setting> settings)
    {
        foreach (var setting in settings)
        {
            command.Options.Add(setting.Option);
        }
    }

    private static async Task<int> ServeAsync(ParseResult parsed, CommandContext context)
    {
        var form = FormProblems.Find(parsed).ToList();
        var settings = HostSettings.From(GivenSettings.Gather(parsed, context.Variables));
        List<string> problems = [.. form, .. settings.FindProblems()];
        return problems.Count > 0
            ? await context.RefuseAsync("zimcall-server cannot start", problems)
            : await HostRunner.RunAsync(settings, context.Output, context.Error);
    }
}
