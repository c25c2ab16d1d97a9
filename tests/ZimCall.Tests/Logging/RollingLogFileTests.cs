using ZimCall.Logging;

namespace ZimCall.Tests.Logging;

public sealed class RollingLogFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zimcall-tests");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_rolls_over_to_one_backup()
    {
        var folder = Path.Combine(_folder.FullName, "made", "when missing");
        using var file = new RollingLogFile(folder, maxBytes: 8);

        foreach (var line in new[] { "one", "two", "three", "four", "5" })
        {
            file.Append(line);
        }

        Directory.GetFiles(folder).Select(Path.GetFileName).Should().BeEquivalentTo("zimcall.log", "zimcall.log.1");
        File.ReadAllText(Path.Combine(folder, "zimcall.log.1")).Should().Be("three\n");
        File.ReadAllText(Path.Combine(folder, "zimcall.log")).Should().Be("four\n5\n");
    }

    [Fact]
    public void It_goes_on_with_what_is_there()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "zimcall.log"), "before\n");
        using var file = new RollingLogFile(_folder.FullName, maxBytes: 100);

        file.Append("after");

        File.ReadAllText(Path.Combine(_folder.FullName, "zimcall.log")).Should().Be("before\nafter\n");
    }

    [Fact]
    public void A_folder_that_cannot_be_made_loses_lines_and_nothing_else()
    {
        var inTheWay = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(inTheWay, "");
        using var file = new RollingLogFile(Path.Combine(inTheWay, "folder"), maxBytes: 100);

        file.Invoking(it => it.Append("lost")).Should().NotThrow();
    }

    [Fact]
    public void After_it_is_closed_nothing_is_written()
    {
        var file = new RollingLogFile(_folder.FullName, maxBytes: 100);
        file.Dispose();

        file.Append("late");

        _folder.GetFiles().Should().BeEmpty();
    }
}
