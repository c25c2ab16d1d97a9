using System.Text.RegularExpressions;

namespace ZimCall.Documents.Tests;

/// <summary>Who comes from ZIM finds every rule that had to be decided: each number of ADR 2 has its row.</summary>
public sealed partial class DecidedRulesTests
{
    [Fact]
    public void Each_decided_rule_has_its_row_for_those_who_migrate()
    {
        var decided = Decision().Matches(Repository.Read("docs", "adr", "0002-decided-rules.md")).Select(static heading => heading.Groups[1].Value).ToList();
        decided.Should().HaveCountGreaterThan(20);
        var rows = Markdown.Lines("docs/migrating.md").Where(static line => line.StartsWith('|')).ToList();
        decided.Where(number => !rows.Exists(row => row.Contains($"[{number}](adr/0002-decided-rules.md#{number}-", StringComparison.Ordinal)))
            .Should().BeEmpty("each of them is something that ZIM's documentation leaves open, and an app can meet");
    }

    [GeneratedRegex(@"^### (\d+)\. ", RegexOptions.Multiline)]
    private static partial Regex Decision();
}
