using System.Text.Json;
using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests;

/// <summary>Callbacks of the server as a process, as a business server that nobody here linked to anything receives and verifies them.</summary>
[Trait("Category", "Process")]
public sealed class CallbackTests
{
    private const string Secret = "callback-secret-of-this-test";

    /// <summary>Callbacks that came while something else was waited for.</summary>
    private readonly Queue<JsonElement> _received = new();

    [NodeFact]
    public async Task A_business_server_makes_a_call_and_is_told_what_becomes_of_it()
    {
        await using var business = ChildProcess.Node("callbacks.mjs", Secret);
        await using var host = await HostAsync(await PortAsync(business));
        var url = await UrlAsync(host, "ZimCall is listening on");
        var apiUrl = await UrlAsync(host, "The server API is on");
        await using var bob = await TestPhone.LoginAsync(url, "bob");
        (await ReceivedAsync(business)).GetProperty("body").GetProperty("user_id").GetString().Should().Be("bob");

        var replies = await AskAsync(
            business,
            apiUrl,
            ("POST", "UserRegister", new { UserInfo = new[] { new { UserId = "unlucky", UserName = "" }, new { UserId = "carol", UserName = "" } } }),
            ("POST", "CallInvite", new
            {
                FromUserId = "unlucky",
                UserIds = new[] { "bob", "carol" },
                Mode = 1,
                ExtendedData = "ärgs",
                OfflinePush = new { Enable = 1, Title = "calls" },
            }));
        var callID = replies[1].GetProperty("CallId").GetString()!;
        await bob.SeesAsync($"received {callID} from unlucky");
        await bob.Zim.CallAcceptAsync(callID, new ZIMCallAcceptConfig { extendedData = "hello" });

        // The first try of what is first fails: everything else of the call waits, and comes in its order.
        List<JsonElement> told = [];
        while (told.Count == 0 || told[^1].GetProperty("event").GetString() != "call_accept")
        {
            told.Add(await ReceivedAsync(business));
        }

        var ofCall = told.Where(static callback => callback.GetProperty("event").GetString() is not ("user_action" or "call_push")).ToList();
        ofCall.Select(static callback => $"{callback.GetProperty("event")} {callback.GetProperty("status")}").Should().Equal(
            "call_create 503", "call_create 204", "call_received 204", "call_accept 204");
        ofCall[0].GetProperty("id").GetString().Should().Be(ofCall[1].GetProperty("id").GetString());
        Text(ofCall[0], "nonce").Should().NotBe(Text(ofCall[1], "nonce"), "each try is signed by itself");
        Text(ofCall[1], "payload").Should().Be("ärgs");
        Text(told.Single(static callback => callback.GetProperty("event").GetString() == "call_push"), "user_id").Should().Be("carol");
    }

    [NodeFact]
    public async Task What_a_crash_left_undelivered_is_delivered_by_the_next_process()
    {
        var folder = Directory.CreateTempSubdirectory("zimcall-callbacks-");
        try
        {
            string port;
            await using (var early = ChildProcess.Node("callbacks.mjs", Secret))
            {
                port = await PortAsync(early);
            }

            string line;
            await using (var host = await HostAsync(port, "--data", folder.FullName, "--callback-events", "call_create"))
            {
                var url = await UrlAsync(host, "ZimCall is listening on");
                await using var bob = await TestPhone.LoginAsync(url, "bob");
                await using var alice = await TestPhone.LoginAsync(url, "alice");
                await alice.Zim.CallInviteAsync(["bob"]);
                line = await host.LineAsync("Callback", "(call_create) of app 1 failed and is tried again");
                host.Kill();
            }

            await using var business = ChildProcess.Node("callbacks.mjs", Secret, port);
            await PortAsync(business);
            await using var next = await HostAsync(port, "--data", folder.FullName, "--callback-events", "call_create");
            var told = await ReceivedAsync(business);
            line.Should().Contain($"Callback {told.GetProperty("id").GetString()} ");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<ChildProcess> HostAsync(string port, params string[] more) => Task.FromResult(ChildProcess.Host(
    [
        "--dev", "--urls", "http://127.0.0.1:0", "--api-urls", "http://127.0.0.1:0",
        "--callback-url", $"http://127.0.0.1:{port}/zimcall", "--callback-secret", Secret, "--callback-allow-private", "127.0.0.1",
        .. more.Contains("--callback-events") ? more : [.. more, "--callback-events", "all"],
    ]));

    private static async Task<string> PortAsync(ChildProcess business) => (await business.LineAsync("receiving on ")).Split(' ')[^1];

    private static async Task<string> UrlAsync(ChildProcess host, string start) =>
        (await host.LineAsync(start)).Split(' ').Single(static word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('.');

    /// <summary>The next callback, which must be genuine.</summary>
    private async Task<JsonElement> ReceivedAsync(ChildProcess business)
    {
        if (!_received.TryDequeue(out var received))
        {
            received = JsonElement.Parse(await business.LineAsync("\"genuine\":"));
        }

        received.GetProperty("genuine").GetBoolean().Should().BeTrue();
        return received;
    }

    private static string? Text(JsonElement callback, string field) => callback.GetProperty("body").GetProperty(field).GetString();

    private async Task<JsonElement[]> AskAsync(
        ChildProcess business, string apiUrl, params (string Method, string Action, object Parameters)[] requests)
    {
        await business.PressAsync(JsonSerializer.Serialize(new
        {
            url = apiUrl,
            appId = 1,
            secret = "development-only-secret-32-bytes",
            requests = requests.Select(static request => new { method = request.Method, action = request.Action, parameters = request.Parameters }),
        }));
        string line;
        while (!(line = await business.LineAsync("")).StartsWith("replies ", StringComparison.Ordinal))
        {
            _received.Enqueue(JsonElement.Parse(line));
        }

        return [.. JsonElement.Parse(line["replies ".Length..]).EnumerateArray()];
    }
}
