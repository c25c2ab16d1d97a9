using System.CommandLine;

namespace ZimCall.Host;

/// <summary>The command line: what it means, and everything that is wrong with it at once.</summary>
internal static class HostCommand
{
    private const int Failed = 1;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var command = CreateCommand();
        var parsed = command.Parse(args);
        var invocation = new InvocationConfiguration { Output = output, Error = error };
        if (parsed.Action is not null && parsed.Errors.Count == 0)
        {
            // --help and --version.
            return await parsed.InvokeAsync(invocation);
        }

        var problems = FindParseProblems(parsed).ToList();
        var settings = HostSettings.From(parsed);
        problems.AddRange(settings.FindProblems());
        if (problems.Count > 0)
        {
            await error.WriteLineAsync("zimcall-server cannot start:");
            foreach (var problem in problems.Distinct())
            {
                await error.WriteLineAsync($"  - {problem}");
            }

            await error.WriteLineAsync("See zimcall-server --help.");
            return Failed;
        }

        return await HostRunner.RunAsync(settings, output, error);
    }

    /// <summary>What is wrong with the form. A word too many may be a secret that lost its option, so it is not repeated.</summary>
    private static IEnumerable<string> FindParseProblems(ParseResult parsed) => parsed.Errors
        .Where(problem => !parsed.UnmatchedTokens.Any(token => problem.Message.Contains(token, StringComparison.Ordinal)))
        .Select(static problem => problem.Message)
        .Concat(parsed.UnmatchedTokens.Select(static token =>
            token.StartsWith("--", StringComparison.Ordinal) && !token.Contains(':', StringComparison.Ordinal)
                ? $"there is no option {token}"
                : $"a word of {token.Length} characters belongs to no option"));

    private static RootCommand CreateCommand()
    {
        var command = new RootCommand(HelpText.Description);
        foreach (var option in HostOptions.All)
        {
            command.Options.Add(option);
        }

        return command;
    }
}
