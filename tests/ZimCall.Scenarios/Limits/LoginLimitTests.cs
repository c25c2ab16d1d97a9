using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Limits;

/// <summary>
/// How often and how many may log in. The SDK tries again by itself, so whoever is refused is logged in as soon as there is
/// room, and nobody who is there already suffers.
/// </summary>
public sealed class LoginLimitTests
{
    [Fact]
    public async Task A_user_logs_in_so_many_times_in_a_minute()
    {
        await using var test = new Login(static options => options.UserLoginsPerMinute = 30);
        var alice = test.Create();
        for (var i = 0; i < 30; i++)
        {
            await alice.LoginAsync("alice");
            await alice.Zim.LogoutAsync();
        }

        await alice.TakeAsync();
        await test.WaitsAsync(alice, "alice", 1.9, 60);
        (await test.RefusalsAsync()).Should().Contain(static line =>
            line.Contains("Login refused: more than 30 logins of this user in a minute; wait 2000 ms", StringComparison.Ordinal));
        await WatchedDevice.LoginAsync(test.Backend, "bob");
    }

    [Fact]
    public async Task An_app_gets_so_many_new_sessions_in_a_second()
    {
        await using var test = new Login(static options => options.AppLoginsPerSecond = 1);
        await WatchedDevice.LoginAsync(test.Backend, "user0");
        await WatchedDevice.LoginAsync(test.Backend, "user1");
        await test.WaitsAsync(test.Create(), "user2", 0.9, 30);
        (await test.RefusalsAsync()).Should().Contain(static line => line.Contains("more than 1 logins of app 1 in a second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_app_has_so_many_sessions_and_those_who_come_back_to_theirs_are_let_in()
    {
        await using var test = new Login(static options => options.MaxSessionsPerApp = 2);
        var (alice, bob) = (await WatchedDevice.LoginAsync(test.Backend, "alice"), await WatchedDevice.LoginAsync(test.Backend, "bob"));
        test.Backend.BreakConnection(alice.Zim);
        await test.Backend.AdvanceAsync(TimeSpan.FromSeconds(5));
        alice.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);

        var carol = test.Create();
        var login = carol.Zim.LoginAsync(new ZIMUserInfo { userID = "carol" });
        await test.Backend.AdvanceAsync(TimeSpan.FromSeconds(5));
        login.IsCompleted.Should().BeFalse();
        (await test.RefusalsAsync()).Should().Contain(static line => line.Contains("app 1 has 2 sessions here; wait 5000 ms", StringComparison.Ordinal));
        await bob.Zim.LogoutAsync();
        await test.Backend.AdvanceAsync(TimeSpan.FromSeconds(30));
        await login;
    }

    private sealed class Login : IAsyncDisposable
    {
        private readonly LogCollector _log = new();

        public Login(Action<ZimCallServerOptions> configure) =>
            Backend = new ZimTestBackend(new ZimTestBackendOptions { ConfigureServer = configure, LoggerFactory = _log });

        public ZimTestBackend Backend { get; }

        /// <summary>A device whose logins have time to be tried again.</summary>
        public WatchedDevice Create() =>
            WatchedDevice.Create(Backend, configure: static options => options with { LoginTimeout = TimeSpan.FromMinutes(2) });

        /// <summary>A login that is refused for so long, and then, tried again, is not.</summary>
        public async Task WaitsAsync(WatchedDevice device, string user, double refusedFor, double inTime)
        {
            var login = device.Zim.LoginAsync(new ZIMUserInfo { userID = user });
            await Backend.AdvanceAsync(TimeSpan.FromSeconds(refusedFor));
            login.IsCompleted.Should().BeFalse();
            await Backend.AdvanceAsync(TimeSpan.FromSeconds(inTime - refusedFor));
            await login;
        }

        public async Task<IReadOnlyList<string>> RefusalsAsync()
        {
            await Backend.SettleAsync();
            return _log.Texts;
        }

        public async ValueTask DisposeAsync()
        {
            await Backend.DisposeAsync();
            _log.Dispose();
        }
    }
}
