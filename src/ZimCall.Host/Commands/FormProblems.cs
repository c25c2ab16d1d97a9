using System.CommandLine;

namespace ZimCall.Host;

/// <summary>What is wrong with the form of a command line.</summary>
internal static class FormProblems
{
    /// <summary>A word too many may be a secret that lost its option, so it is not repeated.</summary>
    public static IEnumerable<string> Find(ParseResult parsed) => parsed.Errors
        .Where(problem => !parsed.UnmatchedTokens.Any(token => problem.Message.Contains(token, StringComparison.Ordinal)))
        .Select(static problem => problem.Message)
        .Concat(parsed.UnmatchedTokens.Select(token => Unmatched(token, parsed.CommandResult.Command)));

    private static string Unmatched(string token, Command command) =>
        token.StartsWith("--", StringComparison.Ordinal) && !token.Contains(':', StringComparison.Ordinal)
            ? $"there is no option {token}{Nearest.Hint(token, command.Options.Select(static option => option.Name))}"
            : $"a word of {token.Length} characters belongs to no option";
}
