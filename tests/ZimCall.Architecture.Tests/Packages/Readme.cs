namespace ZimCall.Architecture.Tests.Packages;

/// <summary>The code blocks of README.md, named by an HTML comment before them.</summary>
internal static class Readme
{
    public static string Block(string name)
    {
        var text = Repository.Read("README.md");
        var mark = text.IndexOf($"<!-- {name} -->", StringComparison.Ordinal);
        mark.Should().BeGreaterThan(-1, "README.md has a block named {0}", name);
        var start = text.IndexOf('\n', text.IndexOf("```", mark, StringComparison.Ordinal)) + 1;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
