using System.Text.RegularExpressions;

namespace ZimCall.Tests.Documents;

/// <summary>Links lead somewhere, and so do rule numbers.</summary>
public partial class LinksTests
{
    [Fact]
    public void Every_link_between_pages_leads_somewhere()
    {
        var broken = from file in Repository.Files(".", ".md")
                     from link in new Page(File.ReadAllText(file)).Links
                     where !LeadsSomewhere(file, link)
                     select $"{Repository.NameOf(file)}: {link}";

        broken.Should().BeEmpty();
    }

    [Fact]
    public void Every_rule_that_is_cited_is_in_the_rules()
    {
        var rules = Places().Matches(Repository.Read("docs/rules.md")).SelectMany(static place => Rules(place.Value)).ToHashSet();
        var cited = from folder in new[] { "src", "tests", "docs", "protos" }
                    from file in Repository.Files(folder, ".cs", ".md", ".proto", ".json", ".mjs", ".txt")
                    from rule in Rules(File.ReadAllText(file)).Distinct()
                    select (Rule: rule, File: Repository.NameOf(file));

        rules.Should().HaveCountGreaterThan(60);
        cited.Where(citation => !rules.Contains(citation.Rule)).Should().BeEmpty("docs/rules.md has a heading or a row for each rule");
    }

    [Theory]
    [InlineData("# One\n[a](#one) [b](x.md#y-z)", "#one", "x.md#y-z")]
    [InlineData("`[no](code)` [web](https://example.com) ![picture](p.png)", "p.png")]
    [InlineData("```\n[no](block)\n```\n[yes](after)", "after")]
    public void Links_are_found(string markdown, params string[] links) => new Page(markdown).Links.Should().Equal(links);

    [Fact]
    public void Anchors_are_those_of_GitHub() =>
        new Page("# A `b` (C-D), e\n## Twice\n## Twice\n```sh\n# no heading\n```").Anchors.Should().Equal("a-b-c-d-e", "twice", "twice-1");

    private static bool LeadsSomewhere(string file, string link)
    {
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0 ? file : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, Uri.UnescapeDataString(parts[0])));
        return parts.Length == 1
            ? Path.Exists(target)
            : File.Exists(target) && new Page(File.ReadAllText(target)).Anchors.Contains(parts[1]);
    }

    private static IEnumerable<string> Rules(string text) => Rule().Matches(text).Select(static rule => rule.Value);

    /// <summary>Where a rule is stated and not only cited: a heading, or the first cell of a row.</summary>
    [GeneratedRegex(@"^(#.*|\|[^|]*)", RegexOptions.Multiline)]
    private static partial Regex Places();

    [GeneratedRegex(@"\bR-[A-Z]{2,}(-\d+)?\b")]
    private static partial Regex Rule();
}
