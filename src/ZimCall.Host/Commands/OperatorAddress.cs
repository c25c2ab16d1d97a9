using System.CommandLine;

namespace ZimCall.Host;

/// <summary>What the commands that ask a running server have in common.</summary>
internal static class OperatorAddress
{
    private static readonly Setting[] Settings = [HostOptions.Config, HostOptions.OperatorUrl, HostOptions.OperatorSecret];

    /// <summary>Gives a command the settings that say which server to ask, and has it asked.</summary>
    /// <param name="command">The command.</param>
    /// <param name="context">What the command has around it.</param>
    /// <param name="ask">Asks, prints the answer, and returns what is wrong, or null.</param>
    public static Command AskingServer(
        this Command command, CommandContext context, Func<ParseResult, OperatorClient, CancellationToken, Task<string?>> ask)
    {
        command.TakeSettings(Settings);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var problems = FormProblems.Find(parsed).ToList();
            var given = GivenSettings.Gather(parsed, context.Variables);
            var (url, secret) = (given.Take(HostOptions.OperatorUrl), given.Take(HostOptions.OperatorSecret));
            problems.AddRange(given.Problems);
            if (url is null || secret is null)
            {
                problems.Add("operator-url and operator-secret are needed, as the server has them: by --config, in the environment or here");
            }

            string? problem = null;
            var address = url is null ? null : ListenAddress.Read(given.Where(HostOptions.OperatorUrl), url, out problem);
            problems.AddRange(problem is null ? [] : [problem]);
            if (problems.Count == 0)
            {
                using var client = new OperatorClient(address!, secret!);
                if (await ask(parsed, client, cancellationToken) is not { } wrong)
                {
                    return CommandContext.Succeeded;
                }

                problems.Add(wrong);
            }

            return await context.RefuseAsync("nothing is shown", problems, $"zimcall-server {command.Name} --help");
        });
        return command;
    }
}
