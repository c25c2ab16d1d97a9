using System.Text.RegularExpressions;

namespace ZimCall.TestSupport;

/// <summary>The repository's documents.</summary>
internal static partial class Markdown
{
    /// <summary>All of them, as they are named in the repository.</summary>
    public static IReadOnlyList<string> Documents { get; } = [.. Repository.Files(".", ".md").Select(Repository.NameOf).Order(StringComparer.Ordinal)];

    public static string[] Lines(string document) => Repository.Read(document.Split('/')).Split('\n');

    public static IEnumerable<CodeBlock> InLanguages(params string[] languages) =>
        Documents.SelectMany(Blocks).Where(block => languages.Contains(block.Language));

    public static IEnumerable<CodeBlock> Blocks(string document)
    {
        var lines = Lines(document);
        for (var at = 0; at < lines.Length; at++)
        {
            if (Fence().Match(lines[at]) is not { Success: true } fence)
            {
                continue;
            }

            var end = Array.FindIndex(lines, at + 1, line => line.Trim() == fence.Groups[2].Value);
            if (end < 0)
            {
                throw new InvalidOperationException($"{document}:{at + 1}: the block has no end.");
            }

            var indent = fence.Groups[1].Length;
            var text = string.Join('\n', lines[(at + 1)..end].Select(line => line.Length > indent ? line[indent..] : line.TrimStart()));
            yield return new CodeBlock(document, at + 1, fence.Groups[3].Value, text, MarkBefore(lines, at));
            at = end;
        }
    }

    /// <summary>The lines that are not in a block.</summary>
    public static IEnumerable<(int Number, string Text)> Prose(string document)
    {
        var lines = Lines(document);
        var blocks = Blocks(document).Select(static block => (First: block.Line, Last: block.Line + block.Text.Split('\n').Length + 1)).ToList();
        return lines.Select(static (text, index) => (Number: index + 1, Text: text))
            .Where(line => !blocks.Exists(block => line.Number >= block.First && line.Number <= block.Last));
    }

    private static string MarkBefore(string[] lines, int at)
    {
        while (at > 0 && lines[at - 1].Length == 0)
        {
            at--;
        }

        return at > 0 && Comment().Match(lines[at - 1]) is { Success: true } comment ? comment.Groups[1].Value : "";
    }

    [GeneratedRegex("^( *)(`{3,})([a-z]*)")]
    private static partial Regex Fence();

    [GeneratedRegex("^ *<!-- (.*) -->$")]
    private static partial Regex Comment();
}
