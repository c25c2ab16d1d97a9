namespace ZimCall.Host;

/// <summary>What a command has around it.</summary>
/// <param name="Output">Where its result goes.</param>
/// <param name="Error">Where it says what is wrong.</param>
/// <param name="Variables">The environment.</param>
internal sealed record CommandContext(TextWriter Output, TextWriter Error, IReadOnlyDictionary<string, string> Variables)
{
    public const int Succeeded = 0;
    public const int Failed = 1;

    /// <summary>Names every problem.</summary>
    /// <param name="what">What does not happen because of them.</param>
    /// <param name="problems">The problems.</param>
    /// <param name="help">What to ask for help.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RefuseAsync(string what, IEnumerable<string> problems, string help = "zimcall-server --help")
    {
        await Error.WriteLineAsync($"{what}:");
        foreach (var problem in problems.Distinct())
        {
            await Error.WriteLineAsync($"  - {problem}");
        }

        await Error.WriteLineAsync($"See {help}.");
        return Failed;
    }
}
