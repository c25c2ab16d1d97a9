using System.Text;
using System.Text.RegularExpressions;

namespace ZimCall.Documents.Tests;

/// <summary>The anchors that GitHub gives to headings.</summary>
internal static partial class Slugs
{
    /// <summary>Those of a document: of headings, the second of the same text with -1, and of HTML's id.</summary>
    public static HashSet<string> Of(string document)
    {
        HashSet<string> slugs = [];
        foreach (var (_, line) in Markdown.Prose(document))
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                var slug = Of(heading);
                var unique = slug;
                for (var number = 1; !slugs.Add(unique); number++)
                {
                    unique = $"{slug}-{number}";
                }
            }
        }

        return slugs;
    }

    /// <summary>Lower case; letters, digits, hyphens and underscores stay, spaces become hyphens, all else goes; of a link its text.</summary>
    private static string Of(Match heading)
    {
        StringBuilder slug = new();
        foreach (var character in Link().Replace(heading.Groups[1].Value, "$1").ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(character) || character is '-' or '_')
            {
                slug.Append(character);
            }
            else if (character == ' ')
            {
                slug.Append('-');
            }
        }

        return slug.ToString();
    }

    [GeneratedRegex("^#{1,6} +(.*?) *#*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();
}
