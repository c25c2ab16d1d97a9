namespace ZimCall.Documents.Tests;

/// <summary>Nothing that looks like code escapes the tests by being called something else.</summary>
public sealed class CodeBlockTests
{
    /// <summary>Without a name is what a program prints.</summary>
    private static readonly string[] Languages = ["csharp", "js", "json", "sh", "diff", "yaml", "promql", "mermaid", "text", ""];

    [Fact]
    public void Every_block_says_what_it_is() =>
        Markdown.Documents.SelectMany(Markdown.Blocks).Where(static block => !Languages.Contains(block.Language))
            .Select(static block => $"{block}: '{block.Language}'")
            .Should().BeEmpty("each language has a test, or is nothing to be run");
}
