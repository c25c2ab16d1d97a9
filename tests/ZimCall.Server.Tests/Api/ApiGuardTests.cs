using ZimCall.Server.Api;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Api;

/// <summary>Who is let through to the server API.</summary>
public sealed class ApiGuardTests : IAsyncLifetime
{
    private const string Action = "QueryUserOnlineState";

    private readonly ZimTestBackend _backend = new();
    private readonly ApiCaller _api;

    public ApiGuardTests() => _api = new ApiCaller(_backend);

    public Task InitializeAsync() => _backend.RegisterAsync("alice");

    public Task DisposeAsync() => _backend.DisposeAsync().AsTask();

    [Fact]
    public void The_signature_is_the_one_of_the_reference() =>
        //// printf '%s' '1234567890' 'abc' 'secret' '1470820198' | md5sum
        ApiSignature.Compute(1234567890, "abc", "secret", 1470820198).Should().Be("1c8781f25a81606320de07ea86f5522e");

    [Fact]
    public async Task A_signed_request_is_let_through() => (await AskAsync(_api.Sign(Action))).Should().Be(0);

    [Fact]
    public async Task A_signature_by_another_secret_is_refused()
    {
        var reply = await _api.SendAsync([.. _api.Sign(Action, secret: "another-secret-of-32-characters!"), ("UserId[]", "alice")], null);
        reply.Code().Should().Be(ApiCodes.ParamError);
        reply.Message().Should().Contain("signature").And.NotContain(ZimTestBackend.ServerSecret);
        reply.TryGetProperty("Result", out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("AppId", "2")]
    [InlineData("AppId", "0")]
    [InlineData("AppId", "-1")]
    [InlineData("AppId", "99999999999999999999")]
    [InlineData("AppId", "one")]
    [InlineData("SignatureNonce", "other")]
    [InlineData("SignatureNonce", "")]
    [InlineData("Timestamp", "")]
    [InlineData("Timestamp", "-9223372036854775808")]
    [InlineData("SignatureVersion", "1.0")]
    [InlineData("SignatureVersion", "")]
    [InlineData("Signature", "")]
    [InlineData("Signature", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("Action", "DropTables")]
    [InlineData("Action", "")]
    public async Task Any_other_value_of_a_common_parameter_is_refused(string name, string value)
    {
        var query = _api.Sign(Action).Select(pair => pair.Name == name ? (Name: name, Value: value) : pair).ToList();
        (await AskAsync(query)).Should().Be(ApiCodes.ParamError);
        query.RemoveAll(pair => pair.Name == name);
        (await AskAsync(query)).Should().Be(ApiCodes.ParamError, "it cannot be left out either");
    }

    [Fact]
    public async Task A_nonce_of_any_length_is_not_kept() =>
        (await AskAsync(_api.Sign(Action, nonce: new string('n', 65)))).Should().Be(ApiCodes.ParamError);

    [Fact]
    public async Task A_request_is_refused_the_second_time()
    {
        var query = _api.Sign(Action);
        (await AskAsync(query)).Should().Be(0);
        (await AskAsync(query)).Should().Be(ApiCodes.ParamError);
        (await AskAsync(_api.Sign(Action, nonce: query.Find(static pair => pair.Name == "SignatureNonce").Value, timestamp: _api.Now - 1)))
            .Should().Be(ApiCodes.ParamError, "the nonce is used, whatever the time");
    }

    [Theory]
    [InlineData(-600)]
    [InlineData(0)]
    [InlineData(600)]
    public async Task A_request_cannot_be_repeated_at_any_moment_at_which_its_timestamp_would_do(int offset)
    {
        var query = _api.Sign(Action, timestamp: _api.Now + offset);
        (await AskAsync(query)).Should().Be(0);
        for (var half = 0; half < 2500; half++)
        {
            await _backend.AdvanceAsync(TimeSpan.FromMilliseconds(499));
            (await AskAsync(query)).Should().Be(ApiCodes.ParamError);
        }
    }

    [Theory]
    [InlineData(-601)]
    [InlineData(601)]
    public async Task A_timestamp_more_than_ten_minutes_off_is_refused(int offset)
    {
        var reply = await _api.SendAsync([.. _api.Sign(Action, timestamp: _api.Now + offset), ("UserId[]", "alice")], null);
        reply.Code().Should().Be(ApiCodes.ParamError);
        reply.Message().Should().Contain("Timestamp");
    }

    [Fact]
    public async Task An_app_has_so_many_requests_of_an_action_in_a_second()
    {
        for (var i = 0; i < 20; i++)
        {
            (await AskAsync(_api.Sign(Action))).Should().Be(0);
            await _backend.AdvanceAsync(TimeSpan.FromMilliseconds(10));
        }

        var refused = await _api.SendAsync([.. _api.Sign(Action), ("UserId[]", "alice")], null);
        refused.Code().Should().Be(ApiCodes.RateLimited);
        refused.Message().Should().Contain("wait 800 ms");
        (await _api.GetAsync("QueryCall", ("CallId", "1"))).Code().Should().Be(ApiCodes.CallNotFound, "other actions have a limit of their own");
        await _backend.AdvanceAsync(TimeSpan.FromMilliseconds(799));
        (await AskAsync(_api.Sign(Action))).Should().Be(ApiCodes.RateLimited);
        await _backend.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        (await AskAsync(_api.Sign(Action))).Should().Be(0);
    }

    private async Task<int> AskAsync(IEnumerable<(string Name, string Value)> query) =>
        (await _api.SendAsync([.. query, ("UserId[]", "alice")], null)).Code();
}
