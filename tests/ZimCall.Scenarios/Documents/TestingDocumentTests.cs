namespace ZimCall.Scenarios.Documents;

/// <summary>The example of docs/testing.md is a file that is compiled and run here.</summary>
public class TestingDocumentTests
{
    [Fact]
    public void Its_example_is_the_one_that_runs()
    {
        var document = Repository.Read("docs", "testing.md");
        var example = Repository.Read("tests", "ZimCall.Scenarios", "Documents", "MissedCallTests.cs");
        document.Should().Contain($"```csharp\n{example}```");
    }
}
