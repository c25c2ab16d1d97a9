using System.Text.RegularExpressions;
using ZimCall.Architecture.Tests.Packages;

namespace ZimCall.Architecture.Tests.Release;

/// <summary>What can be known of a release without making one.</summary>
public sealed partial class ReleaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zimcall-release-").FullName;

    public ReleaseTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ".ci"));
        foreach (var file in new[] { ".ci/release", "Directory.Build.props", "CHANGELOG.md" })
        {
            File.Copy(Repository.PathOf(file), Path.Combine(_folder, file));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_tag_is_released_when_version_and_changelog_agree_with_it()
    {
        Prepare("1.2.3", "## [1.2.3] - 2027-01-31\n\n### Fixed\n\n- What was wrong.\n\n## [1.2.2] - 2027-01-30\n\n- Older.\n");
        await RunAsync("check", "v1.2.3");
        (await RunAsync("notes", "v1.2.3")).Trim().Should().Be("### Fixed\n\n- What was wrong.");
    }

    [Theory]
    [InlineData("1.2.3", "1.2.3", "is not a tag")]
    [InlineData("v1.2", "1.2", "is not a tag")]
    [InlineData("v1.2.4", "1.2.3", "Directory.Build.props says 1.2.3")]
    [InlineData("v1.2.4", "1.2.4", "has no section")]
    [InlineData("v1.0.0", "1.0.0", "has no section")]
    [InlineData("v1.2.2", "1.2.2", "says nothing")]
    public async Task What_does_not_agree_is_not_released(string tag, string version, string reason)
    {
        Prepare(version, "## [1.2.3] - 2027-01-31\n\n- Something.\n\n## [1.2.2] - 2027-01-30\n\n## [1.0.0]\n\n- No date.\n");
        var check = () => RunAsync("check", tag);
        (await check.Should().ThrowAsync<Exception>()).Which.Message.Should().Contain(reason);
    }

    [Fact]
    public void The_changelog_has_its_form()
    {
        var changelog = Repository.Read("CHANGELOG.md");
        var headings = Heading().Matches(changelog).Select(static heading => heading.Value).ToList();
        headings.Should().NotBeEmpty().And.OnlyContain(static heading => Version().IsMatch(heading));
        headings[0].Should().Be("## [Unreleased]");
        Kind().Matches(changelog).Select(static kind => kind.Groups[1].Value)
            .Should().BeSubsetOf(["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]);
    }

    [Fact]
    public void The_workflow_does_what_there_is()
    {
        var workflow = Repository.Read(".github", "workflows", "release.yml");
        Script().Matches(workflow).Select(static script => script.Value).Distinct()
            .Should().BeEquivalentTo([".ci/release", ".ci/run"])
            .And.AllSatisfy(static script => File.Exists(Repository.PathOf(script)).Should().BeTrue());
        workflow.Should().Contain("artifacts/packages").And.Contain("tags: [\"v*\"]");
        Expression().Matches(workflow).Select(static expression => expression.Groups[1].Value)
            .Should().Equal(["secrets.NUGET_API_KEY", "github.token"], "and no text of a tag becomes part of a command");
        Repository.Read("Directory.Build.props").Should().Contain("artifacts/packages</PackageOutputPath>");
    }

    [Fact]
    public void The_packages_are_those_that_are_tested() =>
        ProjectFiles.Below("src").Where(static project => project.Value.Descendants("IsPackable").Any(static it => it.Value == "true"))
            .Select(static project => project.Key)
            .Should().BeEquivalentTo(PackedPackages.Projects.Values);

    [Fact]
    public void The_files_that_CONTRIBUTING_names_are_there()
    {
        var named = Named().Matches(Repository.Read("CONTRIBUTING.md")).Select(static file => file.Groups[1].Value).ToList();
        named.Should().HaveCountGreaterThan(40);
        named.Where(static file => !Path.Exists(Repository.PathOf(file))).Should().BeEmpty();
    }

    private Task<string> RunAsync(params string[] arguments) => Cli.RunProgramAsync(Path.Combine(_folder, ".ci", "release"), _folder, arguments);

    private void Prepare(string version, string changelog)
    {
        var props = Path.Combine(_folder, "Directory.Build.props");
        File.WriteAllText(props, VersionOfProps().Replace(File.ReadAllText(props), $"<Version>{version}</Version>"));
        File.WriteAllText(Path.Combine(_folder, "CHANGELOG.md"), $"# Changelog\n\n## [Unreleased]\n\n{changelog}");
    }

    [GeneratedRegex("^## .*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^## \[(Unreleased\]|\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d)$")]
    private static partial Regex Version();

    [GeneratedRegex("^### (.*)$", RegexOptions.Multiline)]
    private static partial Regex Kind();

    [GeneratedRegex(@"\.ci/\w+")]
    private static partial Regex Script();

    [GeneratedRegex(@"\$\{\{ *(.*?) *\}\}")]
    private static partial Regex Expression();

    [GeneratedRegex("<Version>.*</Version>")]
    private static partial Regex VersionOfProps();

    [GeneratedRegex(@"`((?:src|tests|docs|protos|\.ci|\.github)/[\w./-]+\.\w+)`")]
    private static partial Regex Named();
}
