using ZimCall.Core;
using ZimCall.Server.Api;
using ZimCall.Server.Tests.Api;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Security;

/// <summary>A business server sees and changes what is of its own app, and a request of it is worth something once.</summary>
public sealed class ApiSecurityTests : IAsyncLifetime
{
    private const uint OtherAppId = 2;
    private const string OtherSecret = "this-is-the-secret-of-another-ap";

    private readonly ZimTestBackend _backend = new(new ZimTestBackendOptions
    {
        ConfigureServer = static server => server.Apps.Add(new ZimCallApp(OtherAppId, new string('e', 64), OtherSecret)),
    });

    private readonly ApiCaller _api;
    private string _callId = "";

    public ApiSecurityTests() => _api = new ApiCaller(_backend);

    public async Task InitializeAsync()
    {
        await _backend.RegisterAsync("alice", "bob");
        var invited = await _api.PostAsync("CallInvite", new { FromUserId = "alice", UserIds = new[] { "bob" }, Mode = 1, ExtendedData = "very private" });
        _callId = invited.Succeeded().Text("CallId");
        await _backend.Store.RegisterAsync(OtherAppId, ["alice", "bob"], CancellationToken.None);
    }

    public Task DisposeAsync() => _backend.DisposeAsync().AsTask();

    [Theory]
    [InlineData("QueryCall")]
    [InlineData("CallAccept")]
    [InlineData("CallReject")]
    [InlineData("CallCancel")]
    [InlineData("CallQuit")]
    [InlineData("CallEnd")]
    public async Task Another_apps_call_is_not_there(string action)
    {
        var before = await StoredAsync();
        foreach (var user in new[] { "alice", "bob" })
        {
            var reply = await _api.SendAsync([.. SignByOther(action), ("CallId", _callId), ("FromUserId", user)], null);
            reply.Code().Should().Be(ApiCodes.CallNotFound);
            reply.ToString().Should().NotContain("very private");
        }

        (await StoredAsync()).Should().BeSameAs(before);
    }

    [Fact]
    public async Task Another_apps_calls_are_in_no_list()
    {
        var reply = await _api.SendAsync([.. SignByOther("QueryCallInvitationList"), ("FromUserId", "alice"), ("Count", "10")], null);
        reply.Succeeded().GetProperty("CallList").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_signature_is_that_of_the_app_which_is_named()
    {
        var query = SignByOther("QueryCall").ConvertAll(static pair => pair.Name == "AppId" ? (pair.Name, "1") : pair);
        (await _api.SendAsync([.. query, ("CallId", _callId)], null)).Code().Should().Be(ApiCodes.ParamError);
    }

    [Fact]
    public async Task A_recorded_request_cannot_be_sent_again_for_something_else()
    {
        var query = _api.Sign("QueryCall");
        (await _api.SendAsync([.. query, ("CallId", _callId)], null)).Succeeded();

        // The signature covers neither the action nor its parameters: the nonce alone stands in the way.
        query[0] = ("Action", "CallEnd");
        (await _api.SendAsync([.. query, ("CallId", _callId), ("FromUserId", "alice")], null)).Code().Should().Be(ApiCodes.ParamError);
        (await StoredAsync())!.State.Should().NotBe(CallState.Ended);
    }

    [Fact]
    public async Task A_request_that_was_refused_for_its_content_is_used_up_as_well()
    {
        var query = _api.Sign("QueryCall");
        (await _api.SendAsync([.. query, ("CallId", "")], null)).Code().Should().Be(ApiCodes.ParamError);
        (await _api.SendAsync([.. query, ("CallId", _callId)], null)).Message().Should().Contain("SignatureNonce was used before");
    }

    [Theory]
    [InlineData("AppId")]
    [InlineData("SignatureNonce")]
    [InlineData("Timestamp")]
    [InlineData("Signature")]
    [InlineData("Action")]
    public async Task A_common_parameter_that_is_given_twice_is_refused(string name)
    {
        var query = _api.Sign("QueryCall");
        (await _api.SendAsync([.. query, query.Find(pair => pair.Name == name), ("CallId", _callId)], null)).Code().Should().Be(ApiCodes.ParamError);
    }

    [Fact]
    public async Task Each_bit_of_a_signature_counts()
    {
        for (var bit = 0; bit < 32 * 7; bit++)
        {
            var query = _api.Sign("QueryCall");
            var signature = query[^1].Value.ToCharArray();
            signature[bit / 7] ^= (char)(1 << (bit % 7));
            query[^1] = ("Signature", new string(signature));
            (await _api.SendAsync([.. query, ("CallId", _callId)], null)).Code().Should().Be(ApiCodes.ParamError, "bit {0}", bit);
        }
    }

    private List<(string Name, string Value)> SignByOther(string action)
    {
        var query = _api.Sign(action);
        var (nonce, time) = (query[2].Value, _api.Now);
        query[1] = ("AppId", $"{OtherAppId}");
        query[^1] = ("Signature", ApiSignature.Compute(OtherAppId, nonce, OtherSecret, time));
        return query;
    }

    private async Task<Call?> StoredAsync() => await _backend.Store.FindAsync(new CallKey(ZimTestBackend.AppID, _callId), CancellationToken.None);
}
