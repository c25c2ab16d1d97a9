using ZimCall.Server.Tests.Callbacks.Support;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Callbacks;

/// <summary>What a business server is told of sessions: user_action.</summary>
public sealed class UserCallbacksTests : IAsyncLifetime
{
    private readonly FakeSender _sender = new();
    private readonly ZimTestBackend _backend;

    public UserCallbacksTests() => _backend = WatchedBackend.Create(_sender, ["user_action"]);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _backend.DisposeAsync().AsTask();

    [Fact]
    public async Task A_login_and_a_logout()
    {
        var zim = _backend.CreateZim();
        await zim.LoginAsync(new ZIMUserInfo { userID = "alice", userName = "Alice A." });
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(5));
        await zim.LogoutAsync();
        await _backend.SettleAsync();
        var fields = _sender.Delivered.Select(FakeSender.Json).ToArray();
        fields[0].EnumerateObject().Select(static field => field.Name).Should().Equal(
            "user_id", "user_name", "os", "action", "session_id", "login_time", "relogin", "time");
        Told().Should().Equal("alice Alice A. 0 relogin 0", "alice Alice A. 1 relogin 0");
        fields[1].GetProperty("session_id").GetString().Should().Be(fields[0].GetProperty("session_id").GetString()).And.HaveLength(32);
        fields[1].GetProperty("login_time").GetInt64().Should().Be(_backend.Time.GetUtcNow().ToUnixTimeMilliseconds() - 5000);
    }

    [Fact]
    public async Task A_device_that_falls_silent_and_comes_back()
    {
        var zim = await _backend.LoginAsync("alice");
        _backend.Drop(zim);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(40));
        await _backend.ResumeAsync(zim);
        await _backend.SettleAsync();
        Told().Should().Equal("alice  0 relogin 0", "alice  2 relogin 0", "alice  0 relogin 1");
        _sender.Delivered.Select(static callback => FakeSender.Json(callback).GetProperty("session_id").GetString()).Distinct().Should().HaveCount(2);
    }

    [Fact]
    public async Task A_session_that_goes_on_after_a_broken_connection_is_no_news()
    {
        var zim = await _backend.LoginAsync("alice");
        _backend.BreakConnection(zim);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(20));
        zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);
        Told().Should().ContainSingle();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_device_that_is_kicked_out_is_offline(int nodes)
    {
        await using var backend = new ZimTestBackend(new ZimTestBackendOptions
        {
            Nodes = nodes,
            CallbackSender = _sender,
            ConfigureServer = static options =>
            {
                options.DeviceLoginPolicy = DeviceLoginPolicy.SingleDevice;
                options.Apps[0] = options.Apps[0] with { Callbacks = new ZimCallCallbackOptions(WatchedBackend.Url, WatchedBackend.Secret) };
            },
        });
        for (var node = 0; node < 2; node++)
        {
            var zim = backend.CreateZim();
            backend.Route(zim, nodes == 1 ? null : node);
            await zim.LoginAsync(new ZIMUserInfo { userID = "alice" });
            await backend.SettleAsync();
        }

        Told().Should().Equal("alice  0 relogin 0", "alice  2 relogin 0", "alice  0 relogin 0");
    }

    private string[] Told() =>
    [
        .. _sender.Delivered.Select(FakeSender.Json).Select(static fields =>
            $"{fields.GetProperty("user_id")} {fields.GetProperty("user_name")} {fields.GetProperty("action")} relogin {fields.GetProperty("relogin")}"),
    ];
}
