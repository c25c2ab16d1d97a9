using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Documents;

/// <summary>The example of docs/protocol.md is a file that runs against the server, and prints what the page says.</summary>
[Trait("Category", "Process")]
public sealed class ProtocolExampleTests
{
    private static readonly List<CodeBlock> Blocks = [.. Markdown.Blocks("docs/protocol.md").Where(static block => block.Mark.StartsWith("example", StringComparison.Ordinal))];

    [Fact]
    public void The_page_has_the_file_that_is_run() =>
        (Blocks.Single(static block => block.Mark == "example: call.mjs").Text + "\n").Should().Be(Repository.Read("tests", "interop", "node", "call.mjs"));

    [NodeFact(packages: true)]
    public async Task It_logs_in_calls_and_is_answered()
    {
        var (host, url) = await DevelopmentHost.StartAsync();
        await using var _ = host;
        var printed = await NodeScript.RunAsync("call.mjs", new Uri(url).Authority, Repository.PathOf("protos", "zimcall", "v1", "signaling.proto"));
        printed.Should().Be(Blocks.Single(static block => block.Mark == "example: output").Text + "\n");
    }
}
