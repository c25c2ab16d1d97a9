using System.Text.RegularExpressions;

namespace ZimCall.Documents.Tests;

/// <summary>Links to elsewhere lead to hosts that are known here, and every page can be found. That links within the repository lead somewhere is tested in ZimCall.Tests.</summary>
public sealed partial class LinkTests
{
    /// <summary>Where documents may send their readers. Nothing is asked of them here: there may be no network.</summary>
    private static readonly string[] Hosts =
    [
        "dotnet.microsoft.com", "keepachangelog.com", "semver.org", "www.w3.org", "127.0.0.1:5080",
        "www.zegocloud.com", "www.rfc-editor.org", "learn.microsoft.com",
    ];

    [Fact]
    public void Links_to_elsewhere_go_to_known_hosts()
    {
        var external = Markdown.Documents.SelectMany(LinksOf).Where(IsExternal).ToList();
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
            foreach (var target in LinksOf(document).Select(link => FileOf(document, link)).Where(static file => file.EndsWith(".md", StringComparison.Ordinal)))
            {
                if (Markdown.Documents.Contains(target) && reached.Add(target))
                {
                    next.Enqueue(target);
                }
            }
        }

        Markdown.Documents.Where(static document => document.StartsWith("docs/", StringComparison.Ordinal)).Should().BeSubsetOf(reached);
    }

    private static bool IsExternal(string target) => target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal);

    /// <summary>The file of a link, as it is named in the repository.</summary>
    private static string FileOf(string document, string target)
    {
        var path = target.Split('#')[0];
        return path.Length == 0
            ? document
            : Repository.NameOf(Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, Uri.UnescapeDataString(path))));
    }

    private static IEnumerable<string> LinksOf(string document) =>
        from line in Markdown.Prose(document)
        let text = Code().Replace(line.Text, "")
        from link in Inline().Matches(text).Concat(Angled().Matches(text)).Concat(Definition().Matches(text)).Concat(Html().Matches(text))
        select link.Groups[1].Value;

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
