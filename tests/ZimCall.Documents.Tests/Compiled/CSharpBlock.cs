using System.Text.RegularExpressions;

namespace ZimCall.Documents.Tests.Compiled;

/// <summary>
/// A block of C# and what it becomes: a file of its own when it has a namespace, else the body of a method. A comment before a fragment
/// says what it takes for granted: <c>compiled with: zim, callID</c>, or <c>run with: …</c> for what is run too. What makes a backend
/// of its own takes nothing for granted, and is run. Packages' documents have no such comments: feeds show them.
/// </summary>
internal sealed partial class CSharpBlock(CodeBlock block, int number)
{
    private bool IsFile => FileScopedNamespace().IsMatch(block.Text);

    /// <summary>Whether it is run, and not only compiled.</summary>
    public bool IsRun => block.Mark.StartsWith("run with:", StringComparison.Ordinal)
        || (!IsFile && block.Text.Contains("new ZimTestBackend(", StringComparison.Ordinal));

    /// <summary>The call that runs it.</summary>
    public string Call => $"await Block{number}.RunAsync();";

    public string FileName => $"Block{number}.cs";

    public override string ToString() => block.ToString();

    public string ToFile()
    {
        var code = block.Language == "diff" ? After(block.Text) : block.Text;
        if (IsFile)
        {
            return $"#line {block.Line + 1} \"{block.Document}\"\n{code}\n";
        }

        var usings = string.Join('\n', Using().Matches(code).Select(static match => match.Value));
        return $$"""
            {{usings}}
            internal static class Block{{number}}
            {
                public static async Task RunAsync()
                {
                    await Task.CompletedTask;
                    {{Preambles.Of(Names())}}
            #line {{block.Line + 1}} "{{block.Document}}"
            {{Using().Replace(code, "")}}
            #line default
                }
            }
            """;
    }

    private IEnumerable<string> Names() => Mark().Match(block.Mark) is { Success: true } mark
        ? mark.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : block.Document.StartsWith("src/", StringComparison.Ordinal) ? Preambles.UnmarkedIn(block.Text) : [];

    /// <summary>What a reader has who does what the difference says.</summary>
    private static string After(string difference) =>
        string.Join('\n', difference.Split('\n').Where(static line => !line.StartsWith('-')).Select(static line => line.Length > 0 ? line[1..] : line));

    [GeneratedRegex(@"^namespace [\w.]+;", RegexOptions.Multiline)]
    private static partial Regex FileScopedNamespace();

    [GeneratedRegex(@"^using [\w.]+;", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex("^(?:compiled|run) with:(.*)$")]
    private static partial Regex Mark();
}
