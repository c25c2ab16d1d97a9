namespace ZimCall.Architecture.Tests.Packages;

/// <summary>What can be known of the image without building it: there may be no Docker where the tests run.</summary>
[Trait("Category", "Package")]
[Collection("Builds")]
public sealed class DockerfileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zimcall-image-");
    private readonly List<string[]> _lines =
    [
        .. Repository.Read("Dockerfile").Split('\n').Where(static line => line.Length > 0 && line[0] != '#').Select(static line => line.Split(' ', 2)),
    ];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_it_publishes_is_what_it_starts()
    {
        var publish = Of("RUN").Single(static command => command.StartsWith("dotnet publish ", StringComparison.Ordinal));
        publish.Should().Contain(" -o /app ");
        await Cli.RunAsync(Repository.Root, publish.Replace(" /app ", $" {_folder.FullName} ", StringComparison.Ordinal).Split(' ')[1..]);

        var program = Words("ENTRYPOINT")[^1];
        program.Should().StartWith("/app/");
        var published = Path.Combine(_folder.FullName, program["/app/".Length..]);
        (await Cli.RunAsync(_folder.FullName, [published, "--version"])).Should().NotBeEmpty();
        (await Cli.RunAsync(_folder.FullName, [published, "doctor", "--dev", "--urls", "http://127.0.0.1:0", "--data", "d"])).Should().Contain("SQLite 3");

        var health = Words("HEALTHCHECK");
        health[^2].Should().Be(program);
        (await Cli.RunAsync(_folder.FullName, [published, .. health[^1..], "--help"])).Should().Contain("whether it serves");
    }

    [Fact]
    public void What_it_copies_is_there_and_not_ignored()
    {
        var ignored = Repository.Read(".dockerignore").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ignored.Should().BeSubsetOf(["**/bin", "**/obj", "**/node_modules", ".git", "artifacts"], "whatever else is left out may be needed to build");
        Of("COPY").Where(static copy => !copy.StartsWith("--from", StringComparison.Ordinal)).Should().Equal(". .");
        Of("COPY").Where(static copy => copy.StartsWith("--from", StringComparison.Ordinal)).Should().OnlyContain(static copy => copy.StartsWith("--from=build ", StringComparison.Ordinal));
    }

    [Fact]
    public void It_runs_as_nobody_special_in_an_image_without_a_shell()
    {
        Of("FROM").Last().Should().Contain("chiseled");
        Of("USER").Should().Equal("$APP_UID");
        var last = _lines.FindLastIndex(static line => line[0] == "FROM");
        _lines.Skip(last).Should().NotContain(static line => line[0] == "RUN", "there is no shell");
        Of("VOLUME").Should().Equal("/data");
        Of("COPY").Should().Contain("--from=build --chown=$APP_UID:$APP_UID /data /data", "its user has to be able to write there");
    }

    private IEnumerable<string> Of(string instruction) => _lines.Where(line => line[0] == instruction).Select(static line => line[1]);

    /// <summary>The words of an instruction that is written as a list.</summary>
    private string[] Words(string instruction)
    {
        var text = Of(instruction).Single();
        return System.Text.Json.JsonSerializer.Deserialize<string[]>(text[text.IndexOf('[', StringComparison.Ordinal)..])!;
    }
}
