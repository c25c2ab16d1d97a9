using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ZimCall.Server.Tests.Callbacks.Support;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Documents;

/// <summary>The examples of docs/callbacks.md are what is sent, and can be verified as it says.</summary>
public sealed partial class CallbacksDocumentTests
{
    private const string CallId = "9283746556473829101";
    private const string SessionId = "5b1f0c6e8a9d4e2fb7c3a1d0e4f6b829";
    private const string Nonce = "8d1ba5a3bd90e8f2";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task Its_examples_are_what_is_sent()
    {
        var printed = string.Join("\n", (await BodiesAsync()).Select(static body => $"### {body["event"]}\n\n```json\n{body.ToJsonString(Indented)}\n```\n"));
        var path = Repository.PathOf("docs", "callbacks.md");
        var document = Repository.Read("docs", "callbacks.md");
        var parts = Printed().Match(document);
        parts.Success.Should().BeTrue();
        if (Environment.GetEnvironmentVariable("ZIMCALL_UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, document.Remove(parts.Groups[1].Index, parts.Groups[1].Length).Insert(parts.Groups[1].Index, $"\n{printed}\n"));
            return;
        }

        parts.Groups[1].Value.Should().Be(
            $"\n{printed}\n", "the examples are printed; to print them again: ZIMCALL_UPDATE_DOCS=1 dotnet test tests/ZimCall.Server.Tests --filter CallbacksDocument");
    }

    [Fact]
    public void It_names_the_headers_and_the_secret_of_its_examples() =>
        Repository.Read("docs", "callbacks.md").Should()
            .Contain(CallbackSignature.EventIdHeader).And.Contain(CallbackSignature.BodyHeader).And.Contain(WatchedBackend.Secret);

    /// <summary>One of each event, in the order of <see cref="CallbackEvents.All"/>; with the same ids each time.</summary>
    private static async Task<List<JsonNode>> BodiesAsync()
    {
        FakeSender sender = new();
        await using var backend = WatchedBackend.Create(sender, CallbackEvents.All);
        var alice = backend.CreateZim();
        await alice.LoginAsync(new ZIMUserInfo { userID = "alice", userName = "Alice" });
        var (bob, carol) = (await backend.LoginAsync("bob"), await backend.LoginAsync("carol"));
        await backend.RegisterAsync("dave", "erin");
        var call = (await alice.CallInviteAsync(["bob", "carol", "dave"], new ZIMCallInviteConfig
        {
            mode = ZIMCallInvitationMode.Advanced,
            extendedData = "voice",
            pushConfig = new ZIMPushConfig { title = "Alice", content = "Incoming call", payload = "{}", resourcesID = "ring" },
        })).callID;
        await backend.AdvanceAsync(TimeSpan.FromSeconds(5));
        await bob.CallAcceptAsync(call, new ZIMCallAcceptConfig { extendedData = "hello" });
        await carol.CallRejectAsync(call, new ZIMCallRejectConfig { extendedData = "busy" });
        await alice.CallingInviteAsync(["erin"], call);
        await alice.CallCancelAsync(["erin"], call, new ZIMCallCancelConfig { extendedData = "not needed" });
        await carol.CallJoinAsync(call, new ZIMCallJoinConfig { extendedData = "after all" });
        await backend.AdvanceAsync(TimeSpan.FromSeconds(90));
        await carol.CallQuitAsync(call, new ZIMCallQuitConfig { extendedData = "bye" });
        await alice.CallEndAsync(call, new ZIMCallEndConfig { extendedData = "done" });
        await backend.SettleAsync();
        return [.. CallbackEvents.All.Select(name => Body(sender.Delivered.First(callback => callback.Event == name), call))];
    }

    private static JsonNode Body(OutgoingCallback callback, string call)
    {
        var text = FakeSender.Text(callback).Replace(call, CallId, StringComparison.Ordinal);
        var timestamp = callback.CreatedAt / 1000;
        var fixedIds = callback with { AppId = 1001, Fields = System.Text.Encoding.UTF8.GetBytes(Session().Replace(text, SessionId)) };
        return JsonNode.Parse(CallbackBody.Sign(fixedIds, WatchedBackend.Secret, Nonce, timestamp))!;
    }

    [GeneratedRegex("(?<=\"session_id\":\")[0-9a-f]{32}")]
    private static partial Regex Session();

    [GeneratedRegex("<!-- printed from here -->\n(.*)<!-- to here -->", RegexOptions.Singleline)]
    private static partial Regex Printed();
}
