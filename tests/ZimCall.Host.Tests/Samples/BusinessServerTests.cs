using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ZimCall.Host.Tests.Support;
using ZimCall.Server;

namespace ZimCall.Host.Tests.Samples;

/// <summary>The business server as a process: its tokens let users log in, and it takes callbacks once, if they are genuine.</summary>
[Trait("Category", "Process")]
public sealed class BusinessServerTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private BusinessScene _scene = null!;

    public async Task InitializeAsync() => _scene = await BusinessScene.StartAsync();

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_logged_in_gets_a_token_that_is_good_for_the_backend()
    {
        (await PostAsync("token", new { })).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await PostAsync("login", new { name = "carol/../x" })).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await PostAsync("login", new { name = "carol" })).StatusCode.Should().Be(HttpStatusCode.NoContent);
        var issued = await (await PostAsync("token", new { })).Content.ReadFromJsonAsync<JsonElement>();

        await using ZIM carol = new(new ZIMOptions
        {
            AppID = issued.GetProperty("appId").GetUInt32(),
            ServerAddress = new Uri(issued.GetProperty("server").GetString()!),
        });
        await carol.LoginAsync(new ZIMUserInfo { userID = "carol" }, issued.GetProperty("token").GetString());
        await _scene.Business.LineAsync("Callback user_action: carol");
    }

    [Fact]
    public async Task A_callback_is_noted_once_however_often_it_comes()
    {
        var body = Body(DateTimeOffset.UtcNow);
        (await CallbackAsync(body, "id-1", CallbackSignature.OfBody(BusinessScene.CallbackSecret, body))).Should().Be(HttpStatusCode.NoContent);
        (await CallbackAsync(body, "id-1", CallbackSignature.OfBody(BusinessScene.CallbackSecret, body))).Should().Be(HttpStatusCode.NoContent);
        await _scene.Business.LineAsync("Callback id-1 has come again, and is not noted again");
        await _scene.Business.LinesAsync("Callback call_create: bob", 1);

        await PostAsync("login", new { name = "alice" });
        using var response = await _http.GetAsync(new Uri($"{_scene.Url}/api/calls"));
        var call = (await response.Content.ReadFromJsonAsync<JsonElement[]>())!.Should().ContainSingle().Which;
        call.GetProperty("lines").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task What_is_forged_changed_or_old_is_not_taken()
    {
        var body = Body(DateTimeOffset.UtcNow);
        (await CallbackAsync(body, "id-1", CallbackSignature.OfBody("another secret of 16 bytes", body))).Should().Be(HttpStatusCode.Unauthorized);
        (await CallbackAsync(body, "id-1", "")).Should().Be(HttpStatusCode.Unauthorized);
        (await CallbackAsync(Body(DateTimeOffset.UtcNow, "mallory"), "id-1", CallbackSignature.OfBody(BusinessScene.CallbackSecret, body)))
            .Should().Be(HttpStatusCode.Unauthorized);
        var old = Body(DateTimeOffset.UtcNow.AddMinutes(-11));
        (await CallbackAsync(old, "id-1", CallbackSignature.OfBody(BusinessScene.CallbackSecret, old))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Only_members_of_an_accepted_call_reach_each_others_browsers()
    {
        using HttpClient alice = new();
        using var bobsPage = await OpenPageAsync(_http, "bob");
        using var alicesPage = await OpenPageAsync(alice, "alice");
        (await alice.PostAsJsonAsync($"{_scene.Url}/api/media", new { callID = "1234", to = "bob", data = "intruding" })).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await alice.PostAsJsonAsync($"{_scene.Url}/api/call", new { name = "bob" })).StatusCode.Should().Be(HttpStatusCode.NoContent);
        while (await bobsPage.ReadLineAsync() is { } line && !line.Contains("alice is calling", StringComparison.Ordinal))
        {
            line.Should().NotContain("media").And.NotContain("intruding");
        }
    }

    /// <summary>What a page of this user is told, line by line.</summary>
    private async Task<StreamReader> OpenPageAsync(HttpClient http, string user)
    {
        (await http.PostAsJsonAsync($"{_scene.Url}/api/login", new { name = user })).StatusCode.Should().Be(HttpStatusCode.NoContent);
        return new StreamReader(await http.GetStreamAsync(new Uri($"{_scene.Url}/api/events")));
    }

    private static byte[] Body(DateTimeOffset at, string caller = "alice") => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
    {
        ["appid"] = "1",
        ["event"] = "call_create",
        ["timestamp"] = at.ToUnixTimeSeconds(),
        ["call_id"] = "1234",
        ["caller"] = caller,
        ["user_ids"] = new[] { "bob" },
    });

    private Task<HttpResponseMessage> PostAsync(string path, object body) => _http.PostAsJsonAsync($"{_scene.Url}/api/{path}", body);

    private async Task<HttpStatusCode> CallbackAsync(byte[] body, string id, string signature)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"{_scene.Url}/zimcall") { Content = new ByteArrayContent(body) };
        request.Headers.Add(CallbackSignature.EventIdHeader, id);
        request.Headers.TryAddWithoutValidation(CallbackSignature.BodyHeader, signature);
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }
}
