using System.Text.Json;
using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Documents;

/// <summary>Every block of JSON in the documents is what it is said to be: settings that the server takes, or a callback.</summary>
public sealed class JsonBlockTests : IDisposable
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly Operator _operator = new();

    public void Dispose() => _operator.Dispose();

    [Fact]
    public void Every_block_is_json_of_a_kind_that_is_tested()
    {
        foreach (var block in Markdown.InLanguages("json"))
        {
            using var json = JsonDocument.Parse(block.Text, Lenient);

            // Those of callbacks are compared with what is sent, by the tests of the server; those of apps, by the tests of the extensions.
            (IsSettings(json) || json.RootElement.TryGetProperty("event", out _) || json.RootElement.TryGetProperty("Zim", out _)).Should().BeTrue("{0} has to be checked by something", block);
        }
    }

    [Fact]
    public void Settings_are_taken_by_the_server()
    {
        var certificate = _operator.Write("server.pem", Certificates.Make("calls.example.com").Pem);
        var blocks = Markdown.InLanguages("json").Where(static block =>
        {
            using var json = JsonDocument.Parse(block.Text, Lenient);
            return IsSettings(json);
        }).ToList();
        blocks.Should().HaveCountGreaterThan(1);
        foreach (var block in blocks)
        {
            var text = block.Text
                .Replace("<64 hexadecimal digits>", Operator.AppSign, StringComparison.Ordinal)
                .Replace("<32 characters>", Operator.ServerSecret, StringComparison.Ordinal)
                .Replace("/etc/zimcall/server.pem", certificate, StringComparison.Ordinal)
                .Replace("/etc/zimcall/server.key", certificate, StringComparison.Ordinal);
            _operator.Problems("--config", _operator.Write("server.json", text)).Should().BeEmpty("{0} is an example to copy", block);
        }
    }

    private static bool IsSettings(JsonDocument json) => json.RootElement.TryGetProperty("apps", out _);
}
