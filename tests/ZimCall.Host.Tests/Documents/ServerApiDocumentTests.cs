using System.Diagnostics;
using System.Text.Json;
using ZimCall.Host.Tests.Support;
using ZimCall.Server;
using ZimCall.Server.Api;

namespace ZimCall.Host.Tests.Documents;

/// <summary>What docs/server-api.md and docs/callbacks.md give to copy works.</summary>
[Trait("Category", "Process")]
public sealed class ServerApiDocumentTests
{
    [Fact]
    public async Task The_request_is_answered_by_the_server()
    {
        await using var host = await OperatedHost.StartAsync("--api-urls", "http://127.0.0.1:0");
        var script = Markdown.Blocks("docs/server-api.md").Single(static block => block.Mark == "example: curl").Text;
        script.Should().Contain("http://127.0.0.1:7351/");
        var output = await ShellAsync(script.Replace("http://127.0.0.1:7351", host.ApiUrl, StringComparison.Ordinal));
        JsonElement.Parse(output).GetProperty("Code").GetInt32().Should().Be(0, output);
    }

    [NodeFact]
    public async Task The_signature_of_a_request_is_the_servers()
    {
        var expression = Markdown.Blocks("docs/server-api.md").Single(static block => block.Language == "js").Text;
        var printed = await NodeAsync($"""
            const [appId, nonce, serverSecret, timestamp] = [1001, 'abcdef0123456789', '0123456789abcdef0123456789abcdef', 1893456000];
            const createHash = crypto.createHash;
            console.log({expression.Trim()});
            """);
        printed.Trim().Should().Be(ApiSignature.Compute(1001, "abcdef0123456789", "0123456789abcdef0123456789abcdef", 1893456000));
    }

    [NodeFact]
    public async Task The_check_of_a_callback_takes_what_is_genuine_and_nothing_else()
    {
        var function = Markdown.Blocks("docs/callbacks.md").Single(static block => block.Language == "js").Text
            .Replace("import { createHmac, timingSafeEqual } from 'node:crypto';", "const { createHmac, timingSafeEqual } = crypto;", StringComparison.Ordinal);
        const string secret = "a secret of 16 bytes";
        byte[] fresh = [.. JsonSerializer.SerializeToUtf8Bytes(new { timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds() })];
        byte[] old = [.. JsonSerializer.SerializeToUtf8Bytes(new { timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 601 })];
        var printed = await NodeAsync($$"""
            {{function}}
            const [fresh, old] = [Buffer.from('{{Convert.ToHexString(fresh)}}', 'hex'), Buffer.from('{{Convert.ToHexString(old)}}', 'hex')];
            const [ofFresh, ofOld] = [{ 'x-zimcall-signature': '{{CallbackSignature.OfBody(secret, fresh)}}' }, { 'x-zimcall-signature': '{{CallbackSignature.OfBody(secret, old)}}' }];
            console.log(isGenuine('{{secret}}', ofFresh, fresh), isGenuine('{{secret}}', ofOld, old), isGenuine('{{secret}}', ofOld, fresh), isGenuine('{{secret}}', {}, fresh));
            """);
        printed.Trim().Should().Be("true false false false");
    }

    private static Task<string> NodeAsync(string script) => RunAsync("node", "-e", $"const crypto = require('node:crypto');\n{{\n{script}\n}}");

    private static Task<string> ShellAsync(string script) => RunAsync("sh", "-euc", script);

    private static async Task<string> RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        process.ExitCode.Should().Be(0, await errors);
        return output;
    }
}
