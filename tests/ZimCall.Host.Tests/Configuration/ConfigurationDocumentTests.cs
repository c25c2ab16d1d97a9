namespace ZimCall.Host.Tests.Configuration;

public sealed class ConfigurationDocumentTests
{
    private static readonly string File = Repository.PathOf("docs", "configuration.md");

    [Fact]
    public void It_says_what_the_server_reads()
    {
        var before = System.IO.File.ReadAllText(File).ReplaceLineEndings("\n");
        var written = before[..before.IndexOf(ConfigurationDocument.Start, StringComparison.Ordinal)];
        var printed = written + ConfigurationDocument.Print();
        if (Environment.GetEnvironmentVariable("ZIMCALL_UPDATE_DOCS") == "1")
        {
            System.IO.File.WriteAllText(File, printed);
            before = printed;
        }

        before.Should().Be(
            printed,
            "the table of docs/configuration.md is printed; to print it again: ZIMCALL_UPDATE_DOCS=1 dotnet test tests/ZimCall.Host.Tests --filter Document");
    }
}
