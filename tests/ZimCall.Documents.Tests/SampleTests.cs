namespace ZimCall.Documents.Tests;

/// <summary>A sample that nobody starts is soon one that does not work.</summary>
public sealed class SampleTests
{
    private static readonly string[] Samples = [.. Directory.EnumerateDirectories(Repository.PathOf("samples")).Select(static folder => Path.GetFileName(folder))];

    [Fact]
    public void Each_is_started_by_a_test_or_is_one()
    {
        var started = Repository.Read("tests", "ZimCall.Host.Tests", "ZimCall.Host.Tests.csproj");
        Samples.Where(sample => !started.Contains($"../../samples/{sample}/{sample}.csproj", StringComparison.Ordinal))
            .Should().Equal("TestingYourApp");
    }

    [Fact]
    public void Each_is_in_the_readme()
    {
        var readme = Repository.Read("README.md");
        Samples.Where(sample => !readme.Contains($"`samples/{sample}`", StringComparison.Ordinal)).Should().BeEmpty();
    }
}
