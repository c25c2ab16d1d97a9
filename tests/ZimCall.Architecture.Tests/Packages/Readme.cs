using System.Text.RegularExpressions;

namespace ZimCall.Architecture.Tests.Packages;

/// <summary>The fenced blocks of README.md.</summary>
internal static partial class Readme
{
    /// <summary>The blocks of a section, in order, each with its language; "" where none is named.</summary>
    public static IReadOnlyList<(string Language, string Text)> Blocks(string section)
    {
        var text = Repository.Read("README.md");
        var start = text.IndexOf($"\n## {section}\n", StringComparison.Ordinal);
        start.Should().BeGreaterThan(-1, "README.md has a section named {0}", section);
        var end = text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return [.. Fence().Matches(text[start..end]).Select(static block => (block.Groups[1].Value, block.Groups[2].Value))];
    }

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
