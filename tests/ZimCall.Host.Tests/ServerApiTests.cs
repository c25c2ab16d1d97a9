using System.Text.Json;
using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests;

/// <summary>The server API of the server as a process, as a business server that nobody here linked to anything sees it.</summary>
[Trait("Category", "Process")]
public sealed class ServerApiTests : IAsyncLifetime
{
    private ChildProcess _host = null!;
    private string _url = "";
    private string _apiUrl = "";

    public async Task InitializeAsync()
    {
        _host = ChildProcess.Host("--dev", "--urls", "http://127.0.0.1:0", "--api-urls", "http://127.0.0.1:0");
        _url = UrlIn(await _host.LineAsync("ZimCall is listening on"));
        _apiUrl = UrlIn(await _host.LineAsync("The server API is on"));
        await _host.LineAsync("Ctrl+C stops it.");
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [NodeFact]
    public async Task A_business_server_calls_a_user_and_answers_for_one()
    {
        await using var bob = await TestPhone.LoginAsync(_url, "bob");
        var replies = await AskAsync(
            ("POST", "UserRegister", new { UserInfo = new[] { new { UserId = "shop", UserName = "The shop" } } }),
            ("GET", "QueryUserOnlineState", new { UserId = new[] { "shop", "bob", "nobody" } }),
            ("POST", "CallInvite", new { FromUserId = "shop", UserIds = new[] { "bob" }, Timeout = 60, ExtendedData = "your order" }));
        replies.Should().OnlyContain(reply => reply.GetProperty("status").GetInt32() == 200 && reply.GetProperty("Code").GetInt32() == 0);
        replies[1].GetProperty("Result").EnumerateArray().Select(static user => user.GetProperty("Status").GetString()).Should().Equal("Offline", "Online");
        replies[1].GetProperty("ErrorList")[0].GetProperty("UserId").GetString().Should().Be("nobody");
        var callID = replies[2].GetProperty("CallId").GetString()!;
        await bob.SeesAsync($"received {callID} from shop");

        var back = await bob.Zim.CallInviteAsync(["shop"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
        var answers = await AskAsync(
            ("GET", "CallAccept", new { FromUserId = "shop", CallId = back.callID, ExtendedData = "ärgs & co" }),
            ("GET", "CallAccept", new { FromUserId = "nobody", CallId = back.callID }));
        answers[0].GetProperty("Code").GetInt32().Should().Be(0);
        answers[1].GetProperty("Code").GetInt32().Should().Be(660500002);
        await bob.SeesAsync("shop Accepted");
    }

    [Fact]
    public async Task Without_a_signature_it_tells_nothing_and_logs_no_secret()
    {
        using var http = new HttpClient();
        var reply = JsonElement.Parse(await http.GetStringAsync(new Uri($"{_apiUrl}/?Action=QueryCall&AppId=1&CallId=1")));
        reply.GetProperty("Code").GetInt32().Should().Be(660000002);
        await _host.LineAsync("Request", "of the server API refused", "signature");
        (await http.GetAsync(new Uri($"{_apiUrl}/nowhere"))).StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound);
    }

    private async Task<List<JsonElement>> AskAsync(params (string Method, string Action, object Parameters)[] requests)
    {
        var replies = await NodeScript.AskAsync("server-api.mjs", new
        {
            url = _apiUrl,
            appId = 1,
            secret = "development-only-secret-32-bytes",
            requests = requests.Select(static request => new { method = request.Method, action = request.Action, parameters = request.Parameters }),
        });
        return [.. replies.EnumerateArray()];
    }

    private static string UrlIn(string line) =>
        line.Split(' ').Single(static word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('.');
}
