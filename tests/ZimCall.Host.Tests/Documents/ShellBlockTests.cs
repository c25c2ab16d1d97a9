using System.Text.RegularExpressions;
using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Documents;

/// <summary>Commands in the documents name projects that exist, and options that the server has.</summary>
public sealed partial class ShellBlockTests : IDisposable
{
    private readonly Operator _operator = new();

    public void Dispose() => _operator.Dispose();

    [Fact]
    public void Commands_of_the_server_are_understood_by_it()
    {
        var commands = Commands().Select(static command => (command.At, Words: WordsOfServer(command.Words))).Where(static command => command.Words is not null).ToList();
        commands.Should().HaveCountGreaterThan(8);
        foreach (var (at, words) in commands)
        {
            _operator.FormProblems([.. words!]).Should().BeEmpty("{0} is to be typed: zimcall-server {1}", at, string.Join(' ', words!));
        }
    }

    [Fact]
    public void Folders_and_projects_that_commands_name_are_there() =>
        Commands()
            .SelectMany(static command => command.Words.Where(static word => InRepository().IsMatch(word)).Select(word => (command.At, Path: word)))
            .Where(static named => !named.Path.Contains("/bin/", StringComparison.Ordinal) && !System.IO.Path.Exists(Repository.PathOf(named.Path.Split('/'))))
            .Should().BeEmpty();

    private static string[]? WordsOfServer(string[] words)
    {
        var start = Array.IndexOf(words, "zimcall-server") is var program and >= 0 ? program
            : Array.IndexOf(words, "src/ZimCall.Host") is var project and >= 0 && words[1] == "run" ? Array.IndexOf(words, "--", project)
            : -1;
        return start < 0 || words[0] == "docker" ? null : words[(start + 1)..];
    }

    /// <summary>What is typed, word by word; without what the shell would have to work out.</summary>
    private static IEnumerable<(CodeBlock At, string[] Words)> Commands() =>
        from block in Markdown.InLanguages("sh")
        from line in block.Text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        let command = Comment().Replace(line, "")
        where command.Length > 0 && !command.Contains('$', StringComparison.Ordinal)
        select (block, Word().Matches(command).Select(static word => word.Value.Trim('"', '\'')).SkipWhile(static word => Variable().IsMatch(word)).ToArray());

    [GeneratedRegex("(^| +)#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex("\"[^\"]*\"|'[^']*'|[^ ]+")]
    private static partial Regex Word();

    [GeneratedRegex("^[A-Z_]+=")]
    private static partial Regex Variable();

    [GeneratedRegex("^(src|tests|samples|bench|docs|protos)/")]
    private static partial Regex InRepository();
}
