using System.Text.RegularExpressions;

namespace ZimCall.Documents.Tests;

/// <summary>Links lead somewhere: to a file of the repository and a heading of it, or to a host that is known here.</summary>
public sealed partial class LinkTests
{
    /// <summary>Where documents may send their readers. Nothing is asked of them here: there may be no network.</summary>
    private static readonly string[] Hosts =
    [
        "dotnet.microsoft.com", "keepachangelog.com", "semver.org", "www.w3.org", "127.0.0.1:5080",
        "www.zegocloud.com", "www.rfc-editor.org", "learn.microsoft.com",
    ];

    [Fact]
    public void Every_file_and_every_heading_that_is_linked_to_is_there()
    {
        var slugs = Markdown.Documents.ToDictionary(static document => document, Slugs.Of);
        var broken =
            from document in Markdown.Documents
            from link in LinksOf(document)
            where !IsExternal(link.Target) && !Resolves(document, link.Target, slugs)
            select $"{document}:{link.Line}: {link.Target}";
        broken.Should().BeEmpty();
    }

    [Fact]
    public void Links_to_elsewhere_go_to_known_hosts()
    {
        var external = Markdown.Documents.SelectMany(LinksOf).Select(static link => link.Target).Where(IsExternal).ToList();
        external.Should().OnlyContain(static link => Uri.IsWellFormedUriString(link, UriKind.Absolute));
        external.Select(static link => new Uri(link).IsDefaultPort ? new Uri(link).Host : new Uri(link).Authority).Distinct()
            .Should().BeEquivalentTo(Hosts, "a new host is a decision, and one that is not linked to any more leaves the list");
    }

    [Fact]
    public void Every_page_of_docs_is_reached_from_the_readme()
    {
        HashSet<string> reached = ["README.md"];
        Queue<string> next = new(reached);
        while (next.TryDequeue(out var document))
        {
            foreach (var target in LinksOf(document).Select(link => FileOf(document, link.Target)).Where(static file => file.EndsWith(".md", StringComparison.Ordinal)))
            {
                if (Markdown.Documents.Contains(target) && reached.Add(target))
                {
                    next.Enqueue(target);
                }
            }
        }

        Markdown.Documents.Where(static document => document.StartsWith("docs/", StringComparison.Ordinal)).Should().BeSubsetOf(reached);
    }

    [Theory]
    [InlineData("docs/rules.md", "callcancel-r-can")]
    [InlineData("docs/rules.md", "callaccept-and-callreject-r-acc-r-rej")]
    [InlineData("docs/adr/0002-decided-rules.md", "5-has-accepted-means-is-accepted-now")]
    public void Anchors_are_made_as_github_makes_them(string document, string slug) => Slugs.Of(document).Should().Contain(slug);

    private static bool IsExternal(string target) => target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal);

    private static bool Resolves(string document, string target, Dictionary<string, HashSet<string>> slugs)
    {
        var file = FileOf(document, target);
        if (!Path.Exists(Repository.PathOf(file.Split('/'))))
        {
            return false;
        }

        return !target.Contains('#', StringComparison.Ordinal) || (slugs.TryGetValue(file, out var headings) && headings.Contains(target[(target.IndexOf('#', StringComparison.Ordinal) + 1)..]));
    }

    /// <summary>The file of a link, as it is named in the repository.</summary>
    private static string FileOf(string document, string target)
    {
        var path = target.Split('#')[0];
        return path.Length == 0
            ? document
            : Repository.NameOf(Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, Uri.UnescapeDataString(path))));
    }

    private static IEnumerable<(int Line, string Target)> LinksOf(string document) =>
        from line in Markdown.Prose(document)
        let text = Code().Replace(line.Text, "")
        from link in Inline().Matches(text).Concat(Angled().Matches(text)).Concat(Definition().Matches(text)).Concat(Html().Matches(text))
        select (line.Number, link.Groups[1].Value);

    [GeneratedRegex(@"\]\(<?([^)\s>]+)>?(?: ""[^""]*"")?\)")]
    private static partial Regex Inline();

    [GeneratedRegex("<((?:https?|mailto):[^>]+)>")]
    private static partial Regex Angled();

    [GeneratedRegex(@"^\[[^\]]+\]: +(\S+)")]
    private static partial Regex Definition();

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Html();

    /// <summary>Text in backticks is no link; but a link's text may be in them.</summary>
    [GeneratedRegex("(?<!\\[)`[^`]*`(?!\\])")]
    private static partial Regex Code();
}
