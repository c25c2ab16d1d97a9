using System.Text.RegularExpressions;

namespace ZimCall.Architecture.Tests;

/// <summary>Habits that a compiler does not check.</summary>
public partial class SourceTests
{
    [Fact]
    public void Log_events_have_ids_of_their_own()
    {
        var ids = Repository.Files("src", ".cs")
            .SelectMany(static file => EventId().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Id: match.Groups[1].Value)))
            .ToList();
        ids.Should().NotBeEmpty();
        ids.GroupBy(static entry => entry.Id).Where(static group => group.Count() > 1).Should().BeEmpty();
    }

    [Fact]
    public void Nothing_waits_by_the_clock_in_tests() =>
        Repository.Files("tests", ".cs")
            .Where(static file => !file.EndsWith("SourceTests.cs", StringComparison.Ordinal))
            .Where(static file => File.ReadAllText(file).Contains("Thread" + ".Sleep", StringComparison.Ordinal))
            .Should().BeEmpty("a test waits for a signal, or in virtual time");

    [Fact]
    public void No_test_is_switched_off() =>
        Repository.Files("tests", ".cs")
            .Where(static file => SwitchedOff().IsMatch(File.ReadAllText(file)))
            .Should().BeEmpty();

    [Fact]
    public void Nothing_is_left_for_later() =>
        Repository.Files("src", ".cs")
            .Where(static file => Later().IsMatch(File.ReadAllText(file)))
            .Should().BeEmpty();

    [GeneratedRegex(@"LoggerMessage\((?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex EventId();

    [GeneratedRegex(@"\[(Fact|Theory)\([^)]*Skip\s*=")]
    private static partial Regex SwitchedOff();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b")]
    private static partial Regex Later();
}
