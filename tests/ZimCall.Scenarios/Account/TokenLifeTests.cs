using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Account;

/// <summary>R-LOG-3: a token is announced to end, replaced, or ends.</summary>
public sealed class TokenLifeTests : BackendTests
{
    [Fact]
    public async Task The_end_is_announced_30_seconds_before_and_then_comes()
    {
        var device = await LoginAsync(100);
        await AdvanceAsync(69.999);
        (await device.TakeAsync()).Should().BeEmpty();
        await AdvanceAsync(0.001);
        (await device.TakeAsync()).Should().Equal("TokenWillExpire 30");
        await AdvanceAsync(29.999);
        (await device.TakeAsync()).Should().BeEmpty();
        await AdvanceAsync(0.001);
        (await device.TakeAsync()).Should().Equal("Disconnected/TokenExpired");
        (await CodeOfQueryAsync(device)).Should().Be(6000121);
    }

    [Fact]
    public async Task A_login_with_30_seconds_left_is_told_at_once()
    {
        var device = await LoginAsync(30);
        await AdvanceAsync(0);
        (await device.TakeAsync()).Should().Equal("TokenWillExpire 30");
    }

    [Fact]
    public async Task A_login_by_appSign_never_expires()
    {
        var device = await WatchedDevice.LoginAsync(Backend, "alice");
        await AdvanceAsync(100_000);
        (await device.TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_renewal_takes_the_place_of_the_token()
    {
        var device = await LoginAsync(100);
        await AdvanceAsync(70);
        await device.TakeAsync();
        await device.Zim.RenewTokenAsync(Token(200));
        await AdvanceAsync(169.999);
        (await device.TakeAsync()).Should().BeEmpty("the first token's end means nothing any more");
        await AdvanceAsync(0.001);
        (await device.TakeAsync()).Should().Equal("TokenWillExpire 30");
        await AdvanceAsync(30);
        (await device.TakeAsync()).Should().Equal("Disconnected/TokenExpired");
    }

    [Fact]
    public async Task A_renewal_can_shorten_the_time()
    {
        var device = await LoginAsync(10_000);
        await device.Zim.RenewTokenAsync(Token(40));
        await AdvanceAsync(10);
        (await device.TakeAsync()).Should().Equal("TokenWillExpire 30");
        await AdvanceAsync(30);
        (await device.TakeAsync()).Should().Equal("Disconnected/TokenExpired");
    }

    [Fact]
    public async Task A_reconnect_after_a_renewal_uses_the_new_token()
    {
        var device = await LoginAsync(100);
        await device.Zim.RenewTokenAsync(Token(1000));
        await AdvanceAsync(500);
        Backend.BreakConnection(device.Zim);
        await AdvanceAsync(1);
        (await device.TakeAsync()).Should().Equal("Reconnecting/LoginInterrupted", "Connected/Success");
    }

    [Theory]
    [InlineData("garbage", 6000103)]
    [InlineData("03garbage", 6000107)]
    public async Task A_renewal_that_is_refused_keeps_the_old_token(string token, int code)
    {
        var device = await LoginAsync(100);
        (await WatchedDevice.CodeOfAsync(() => device.Zim.RenewTokenAsync(token))).Should().Be(code);
        (await WatchedDevice.CodeOfAsync(() => device.Zim.RenewTokenAsync(
            Token04.Generate(1, "bob", ZimTestBackend.ServerSecret, TimeSpan.FromHours(1), time: Backend.Time)))).Should().Be(6000103);
        Backend.BreakConnection(device.Zim);
        await AdvanceAsync(1);
        (await device.TakeAsync()).Should().Equal("Reconnecting/LoginInterrupted", "Connected/Success");
        await AdvanceAsync(99);
        (await device.TakeAsync()).Should().Equal("TokenWillExpire 30", "Disconnected/TokenExpired");
    }

    [Fact]
    public async Task An_expired_renewal_is_refused_as_expired()
    {
        var old = Token(10);
        var device = await LoginAsync(100);
        await AdvanceAsync(10);
        (await WatchedDevice.CodeOfAsync(() => device.Zim.RenewTokenAsync(old))).Should().Be(6000106);
        device.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_last_seconds_comes_back_for_them()
    {
        var device = await LoginAsync(100);
        await AdvanceAsync(80);
        await device.TakeAsync();
        Backend.BreakConnection(device.Zim);
        await AdvanceAsync(1);
        (await device.TakeAsync()).Should().Equal("Reconnecting/LoginInterrupted", "Connected/Success", "TokenWillExpire 19");
        await device.Zim.RenewTokenAsync(Token(1000));
        await AdvanceAsync(100);
        (await device.TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_device_that_was_away_at_the_announcement_hears_it_when_it_is_back()
    {
        var device = await LoginAsync(100);
        await AdvanceAsync(65);
        Backend.Drop(device.Zim);
        await AdvanceAsync(10);
        await Backend.ResumeAsync(device.Zim);
        await AdvanceAsync(0);
        (await device.TakeAsync()).Should().Equal("Reconnecting/LoginInterrupted", "Connected/Success", "TokenWillExpire 25");
    }

    [Fact]
    public async Task A_token_that_ends_while_the_device_is_away_is_told_when_it_is_back()
    {
        var device = await LoginAsync(100);
        await AdvanceAsync(60);
        Backend.Drop(device.Zim);
        await AdvanceAsync(50);
        Backend.BreakConnection(device.Zim);
        await FluentActions.Awaiting(() => Backend.ResumeAsync(device.Zim)).Should().ThrowAsync<InvalidOperationException>();
        (await device.TakeAsync()).Should().EndWith("Disconnected/TokenExpired").And.Contain("Error 6000106").And.NotContain("Connected/Success");
    }

    [Fact]
    public async Task A_renewal_whose_reply_is_lost_holds()
    {
        var device = await LoginAsync(100);
        Backend.Delay(device.Zim, TimeSpan.FromSeconds(2));
        var renewal = device.Zim.RenewTokenAsync(Token(1000));
        await AdvanceAsync(3);
        Backend.Delay(device.Zim, TimeSpan.Zero);
        Backend.BreakConnection(device.Zim);
        await AdvanceAsync(1);
        await renewal;
        await AdvanceAsync(500);
        (await device.TakeAsync()).Should().Equal("Reconnecting/LoginInterrupted", "Connected/Success");
    }

    [Fact]
    public async Task A_session_leaves_one_alarm_however_often_its_connection_breaks()
    {
        var device = await LoginAsync(100_000);
        for (var i = 0; i < 50; i++)
        {
            Backend.BreakConnection(device.Zim);
            await AdvanceAsync(1);
            await device.Zim.RenewTokenAsync(Token(100_000));
        }

        Backend.Backend.SessionAlarms.Should().BeLessThan(5);
        await AdvanceAsync(600);
        Backend.Backend.SessionAlarms.Should().BeLessThan(5);
        device.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);
    }

    private static Task<int> CodeOfQueryAsync(WatchedDevice device) =>
        WatchedDevice.CodeOfAsync(() => device.Zim.QueryCallInvitationListAsync(new ZIMCallInvitationQueryConfig { count = 1 }));

    private Task<WatchedDevice> LoginAsync(int seconds) => WatchedDevice.LoginAsync(Backend, "alice", token: Token(seconds));

    private string Token(int seconds) =>
        Token04.Generate(ZimTestBackend.AppID, "alice", ZimTestBackend.ServerSecret, TimeSpan.FromSeconds(seconds), time: Backend.Time);
}
