using System.Runtime.CompilerServices;

namespace ZimCall.Scenarios.Documents;

/// <summary>The example of docs/testing.md is a file that is compiled and run here.</summary>
public class TestingDocumentTests
{
    [Fact]
    public void Its_example_is_the_one_that_runs()
    {
        var folder = Here();
        var document = File.ReadAllText(Path.Combine(folder, "..", "..", "..", "docs", "testing.md")).ReplaceLineEndings("\n");
        var example = File.ReadAllText(Path.Combine(folder, "MissedCallTests.cs")).ReplaceLineEndings("\n");
        document.Should().Contain($"```csharp\n{example}```");
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
