using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Account;

/// <summary>R-LOG-1, R-LOG-2: who gets in, who does not, and what an instance is told on the way.</summary>
public sealed class LoginTests : BackendTests
{
    [Fact]
    public async Task By_appSign()
    {
        var device = WatchedDevice.Create(Backend);
        (await device.CodeOfLoginAsync("alice")).Should().Be(0);
        (await device.TakeAsync()).Should().Equal("Connecting/ActiveLogin", "Connected/Success");
        device.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);
    }

    [Fact]
    public async Task By_token()
    {
        // Without an appSign: the token alone opens the door.
        var device = WatchedDevice.Create(Backend, configure: static options => options with { AppSign = "" });
        (await device.CodeOfLoginAsync("alice", Token("alice", 3600))).Should().Be(0);
        (await device.TakeAsync()).Should().Equal("Connecting/ActiveLogin", "Connected/Success");
    }

    [Fact]
    public async Task A_token_that_is_refused_says_why()
    {
        var good = Token("alice", 3600);
        await RefusesAsync("not a token", 6000103);
        await RefusesAsync(good[..^4], 6000103);
        await RefusesAsync(Token("bob", 3600), 6000103);
        await RefusesAsync(Token04.Generate(2, "alice", ZimTestBackend.ServerSecret, TimeSpan.FromHours(1), time: Backend.Time), 6000103);
        await RefusesAsync(Token04.Generate(1, "alice", new string('x', 32), TimeSpan.FromHours(1), time: Backend.Time), 6000103);
        await RefusesAsync(string.Concat("03", good.AsSpan(2)), 6000107);
        await RefusesAsync(string.Concat("05", good.AsSpan(2)), 6000107);
        await RefusesAsync(Token("alice", 29), 6000108);
        (await CodeAsync(Token("alice", 30))).Should().Be(0, "30 s are enough");

        var old = Token("alice", 60);
        await AdvanceAsync(31);
        await RefusesAsync(old, 6000108);
        await AdvanceAsync(29);
        await RefusesAsync(old, 6000106);
    }

    [Fact]
    public async Task An_expired_token_is_told_as_such_in_the_connection_event()
    {
        var old = Token("alice", 60);
        await AdvanceAsync(60);
        var device = WatchedDevice.Create(Backend);
        (await device.CodeOfLoginAsync("alice", old)).Should().Be(6000106);
        (await device.TakeAsync()).Should().Equal("Connecting/ActiveLogin", "Disconnected/TokenExpired");
    }

    [Fact]
    public async Task A_bad_token_is_not_made_good_by_an_appSign() => await RefusesAsync("04AAAA", 6000103);

    [Fact]
    public async Task An_unknown_app() =>
        await RefusesAsync(WatchedDevice.Create(Backend, configure: static options => options with { AppID = 2 }), null, 6000003);

    [Fact]
    public async Task A_wrong_appSign() =>
        await RefusesAsync(WatchedDevice.Create(Backend, configure: static options => options with { AppSign = new string('a', 64) }), null, 6000101);

    [Fact]
    public async Task Neither_token_nor_appSign() =>
        await RefusesAsync(WatchedDevice.Create(Backend, configure: static options => options with { AppSign = "" }), null, 6000001);

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("123456789012345678901234567890123")]
    [InlineData("slash/")]
    [InlineData("ümlaut")]
    public async Task A_malformed_userID(string user)
    {
        var device = WatchedDevice.Create(Backend);
        (await device.CodeOfLoginAsync(user)).Should().Be(6000001);
        (await device.TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Again_as_the_same_user_succeeds_and_tells_nothing()
    {
        var device = await WatchedDevice.LoginAsync(Backend, "alice");
        (await device.CodeOfLoginAsync("alice")).Should().Be(0);
        (await device.TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Again_as_somebody_else_is_refused_and_changes_nothing()
    {
        var device = await WatchedDevice.LoginAsync(Backend, "alice");
        (await device.CodeOfLoginAsync("bob")).Should().Be(6000111);
        (await device.TakeAsync()).Should().BeEmpty();
        await Backend.RegisterAsync("carol");
        (await device.Zim.CallInviteAsync(["carol"])).errorUserList.Should().BeEmpty();
        device.Zim.ActiveCalls.Single().Caller.Should().Be("alice");
    }

    [Fact]
    public async Task Twice_at_once_as_the_same_user_both_succeed()
    {
        var device = WatchedDevice.Create(Backend);
        var both = await Task.WhenAll(device.CodeOfLoginAsync("alice"), device.CodeOfLoginAsync("alice"));
        both.Should().Equal(0, 0);
        (await device.TakeAsync()).Should().Equal("Connecting/ActiveLogin", "Connected/Success");
    }

    [Fact]
    public async Task As_another_while_a_login_is_under_way_is_refused()
    {
        var device = WatchedDevice.Create(Backend);
        var both = await Task.WhenAll(device.CodeOfLoginAsync("alice"), device.CodeOfLoginAsync("bob"));
        both.Should().Equal(0, 6000111);
    }

    [Fact]
    public async Task After_a_refusal_a_good_login_succeeds()
    {
        var device = WatchedDevice.Create(Backend);
        await device.CodeOfLoginAsync("alice", "bad");
        await device.TakeAsync();
        (await device.CodeOfLoginAsync("bob")).Should().Be(0);
        (await device.TakeAsync()).Should().Equal("Connecting/ActiveLogin", "Connected/Success");
    }

    [Fact]
    public async Task Nobody_answers_in_time()
    {
        var device = WatchedDevice.Create(Backend);
        Backend.Drop(device.Zim);
        var login = device.CodeOfLoginAsync("alice");
        await AdvanceAsync(9.9);
        (await device.TakeAsync()).Should().Equal("Connecting/ActiveLogin");
        login.IsCompleted.Should().BeFalse();
        await AdvanceAsync(0.1);
        (await login).Should().Be(6000104);
        (await device.TakeAsync()).Should().Equal("Disconnected/LoginTimeout");
    }

    [Fact]
    public async Task A_broken_connection_is_told_and_comes_back()
    {
        var device = await WatchedDevice.LoginAsync(Backend, "alice");
        Backend.BreakConnection(device.Zim);
        (await device.TakeAsync()).Should().Equal("Reconnecting/LoginInterrupted");
        await AdvanceAsync(1);
        (await device.TakeAsync()).Should().Equal("Connected/Success");
    }

    [Fact]
    public async Task A_reconnect_that_never_comes_off_is_given_up_where_the_app_says_so()
    {
        var device = WatchedDevice.Create(Backend, configure: static options => options with { MaxReconnectTime = TimeSpan.FromSeconds(60) });
        await device.LoginAsync("alice");
        Backend.Drop(device.Zim);
        Backend.BreakConnection(device.Zim);
        await AdvanceAsync(61);
        (await device.TakeAsync()).Should().Equal("Reconnecting/LoginInterrupted", "Disconnected/LoginTimeout");
    }

    [Fact]
    public async Task Logging_out_and_in_again_is_a_new_life()
    {
        var device = await WatchedDevice.LoginAsync(Backend, "alice");
        await device.Zim.LogoutAsync();
        (await device.TakeAsync()).Should().Equal("Disconnected/Success");
        (await device.CodeOfLoginAsync("bob")).Should().Be(0);
        (await device.TakeAsync()).Should().Equal("Connecting/ActiveLogin", "Connected/Success");
        await device.Zim.LogoutAsync();
        await device.Zim.LogoutAsync();
        (await device.TakeAsync()).Should().Equal("Disconnected/Success");
    }

    /// <summary>The logout's frame and the new login cross in many orders; the device must be reachable after each.</summary>
    [Fact]
    public async Task A_login_right_after_a_logout_leaves_a_session_that_lives()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            await using var backend = new ZimTestBackend(new ZimTestBackendOptions { Seed = seed });
            var bob = await WatchedDevice.LoginAsync(backend, "bob");
            var alice = await WatchedDevice.LoginAsync(backend, "alice");
            bob.Zim.Logout();
            var login = bob.CodeOfLoginAsync("bob");
            await backend.AdvanceAsync(TimeSpan.FromSeconds(5));
            (await login).Should().Be(0);
            await bob.TakeAsync();
            await alice.Zim.CallInviteAsync(["bob"]);
            (await bob.TakeAsync()).Should().StartWith(["Received"], "that is what seed {0} should bring", seed);
        }
    }

    private string Token(string user, int seconds) =>
        Token04.Generate(ZimTestBackend.AppID, user, ZimTestBackend.ServerSecret, TimeSpan.FromSeconds(seconds), time: Backend.Time);

    private async Task<int> CodeAsync(string token) => await WatchedDevice.Create(Backend).CodeOfLoginAsync("alice", token);

    private Task RefusesAsync(string token, int code) => RefusesAsync(WatchedDevice.Create(Backend), token, code);

    private static async Task RefusesAsync(WatchedDevice device, string? token, int code)
    {
        (await device.CodeOfLoginAsync("alice", token)).Should().Be(code, "of {0}", token);
        (await device.TakeAsync()).Should().HaveCount(2).And.StartWith("Connecting/ActiveLogin")
            .And.Subject.Last().Should().StartWith("Disconnected/");
        device.Zim.ConnectionState.Should().Be(ZIMConnectionState.Disconnected);
    }
}
