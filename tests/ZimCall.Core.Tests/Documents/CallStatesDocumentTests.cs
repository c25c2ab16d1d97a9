namespace ZimCall.Core.Tests.Documents;

public class CallStatesDocumentTests
{
    private static readonly string File = Repository.PathOf("docs", "call-states.md");

    [Fact]
    public void It_says_what_the_tables_say()
    {
        var printed = CallStatesDocument.Print();
        if (Environment.GetEnvironmentVariable("ZIMCALL_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            System.IO.File.WriteAllText(File, printed);
        }

        var present = System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).ReplaceLineEndings("\n") : "";
        present.Should().Be(
            printed,
            "docs/call-states.md is printed from the tables; to print it again: ZIMCALL_UPDATE_DOCS=1 dotnet test tests/ZimCall.Core.Tests");
    }
}
