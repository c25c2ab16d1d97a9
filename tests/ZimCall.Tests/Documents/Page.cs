using System.Text.RegularExpressions;

namespace ZimCall.Tests.Documents;

/// <summary>A Markdown page: its links, and the anchors that links can lead to, as GitHub makes them.</summary>
internal sealed partial class Page
{
    private readonly string _text;

    public Page(string markdown) => _text = Code().Replace(markdown.ReplaceLineEndings("\n"), "");

    /// <summary>Where its links lead, those to other sites left out.</summary>
    public IEnumerable<string> Links => Link().Matches(InlineCode().Replace(_text, ""))
        .Select(static link => link.Groups[1].Value)
        .Where(static target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

    public IReadOnlySet<string> Anchors
    {
        get
        {
            var anchors = new HashSet<string>();
            foreach (var heading in Heading().Matches(_text).Select(static heading => AnchorOf(heading.Groups[1].Value)))
            {
                var anchor = heading;
                for (var i = 1; !anchors.Add(anchor); i++)
                {
                    anchor = $"{heading}-{i}";
                }
            }

            return anchors;
        }
    }

    private static string AnchorOf(string heading) =>
        NotInAnchors().Replace(LinkedText().Replace(heading, "$1").Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^ *(```|~~~).*?^ *\1", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\[[^\[\]]*\]\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkedText();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();
}
