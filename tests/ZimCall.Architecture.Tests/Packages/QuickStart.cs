namespace ZimCall.Architecture.Tests.Packages;

/// <summary>What README.md says under "Write a program", to be done as it is written there.</summary>
internal sealed record QuickStart(string Backend, IReadOnlyList<string> Make, string Program, string Run, string Prints)
{
    public static QuickStart Read()
    {
        var blocks = Readme.Blocks("Write a program");
        blocks.Select(static block => block.Language).Should().Equal(["sh", "sh", "csharp", "sh", ""], "that is what its test knows to do");
        return new QuickStart(
            blocks[0].Text.TrimEnd(), blocks[1].Text.Split('\n', StringSplitOptions.RemoveEmptyEntries), blocks[2].Text, blocks[3].Text.TrimEnd(), blocks[4].Text);
    }
}
