using Microsoft.Extensions.DependencyInjection;
using ZimCall.Extensions.Tests.Support;
using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Extensions.Tests;

public class LoginKeeperTests
{
    private readonly List<string> _asked = [];

    [Fact]
    public async Task A_server_that_is_away_is_tried_until_it_is_there()
    {
        await using var app = new TestApp(static services => services.AddZim(TestApp.Configure).LoginAs("kiosk-7"));
        app.Backend.Drop(app.Zim);
        await app.StartAsync();
        await app.AdvanceAsync(92);
        app.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connecting);
        app.Logged.Should().Equal([2201, 2201, 2201, 2201, 2201, 2201], "a login takes 10 s, and then come 5 s of pause");

        await app.Backend.ResumeAsync(app.Zim);
        app.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);
        app.Logged.Last().Should().Be(2200);
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_runs_out()
    {
        await using var app = new TestApp(services => services.AddZim(Tokens).LoginAs("kiosk-7").WithTokens(Token(100)));
        await app.StartAsync();
        await app.AdvanceAsync(1000);

        app.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);
        _asked.Should().HaveCount(15, "at the login, and every 70 s").And.OnlyContain(static user => user == "kiosk-7");
        app.Logged.Should().Equal([2200], "the session was never interrupted");
    }

    [Fact]
    public async Task A_renewal_that_fails_is_tried_again_while_there_is_time()
    {
        var failures = 5;
        await using var app = new TestApp(services => services.AddZim(Tokens).LoginAs("kiosk-7").WithTokens((provider, user, ct) =>
            _asked.Count > 0 && failures-- > 0 ? Task.FromResult("no token") : Token(100)(provider, user, ct)));
        await app.StartAsync();
        await app.AdvanceAsync(100);

        app.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);
        app.Logged.Should().Equal(2200, 2203, 2203, 2203, 2203, 2203);
    }

    [Fact]
    public async Task A_token_that_cannot_be_had_is_asked_for_again()
    {
        var failures = 3;
        await using var app = new TestApp(services => services.AddZim(Tokens).LoginAs("kiosk-7").WithTokens((provider, user, ct) =>
            failures-- > 0 ? throw new InvalidOperationException("the token service is away") : Token(100)(provider, user, ct)));
        await app.StartAsync();
        await app.AdvanceAsync(14.9);
        app.Zim.ConnectionState.Should().Be(ZIMConnectionState.Disconnected);
        await app.AdvanceAsync(0.1);

        app.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);
        app.Logged.Should().Equal(2202, 2202, 2202, 2200);
        app.Log.Should().Contain("the token service is away");
    }

    [Fact]
    public async Task A_session_whose_token_ran_out_is_made_anew()
    {
        var isAway = false;
        await using var app = new TestApp(services => services.AddZim(Tokens).LoginAs("kiosk-7").WithTokens((provider, user, ct) =>
            isAway ? throw new InvalidOperationException() : Token(100)(provider, user, ct)));
        await app.StartAsync();
        isAway = true;
        await app.AdvanceAsync(120);
        app.Zim.ConnectionState.Should().Be(ZIMConnectionState.Disconnected);
        isAway = false;
        await app.AdvanceAsync(5);

        app.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);
        app.Logged.Should().ContainSingle(static id => id == 2204);
    }

    [Fact]
    public async Task Tokens_come_from_services_with_a_scope_of_their_own()
    {
        await using var app = new TestApp(services =>
        {
            services.AddScoped<Scoped>();
            services.AddZim(Tokens).LoginAs("kiosk-7").WithTokens((provider, user, ct) =>
            {
                _asked.Add($"{provider.GetRequiredService<Scoped>().GetHashCode()}");
                return Token(100)(provider, user, ct);
            });
        });
        await app.StartAsync();
        await app.AdvanceAsync(70);

        _asked.Where(static asked => asked != "kiosk-7").Distinct().Should().HaveCount(2);
        Scoped.Disposed.Should().Be(2);
    }

    [Fact]
    public async Task Whom_another_device_has_replaced_does_not_come_back()
    {
        await using var app = new TestApp(
            static services => services.AddZim(TestApp.Configure).LoginAs("kiosk-7"),
            new ZimTestBackendOptions { ConfigureServer = static options => options.DeviceLoginPolicy = DeviceLoginPolicy.SingleDevice });
        await app.StartAsync();
        await app.Backend.LoginAsync("kiosk-7");
        await app.AdvanceAsync(60);

        app.Zim.ConnectionState.Should().Be(ZIMConnectionState.Disconnected);
        app.Logged.Should().Equal(2200, 2205);
    }

    [Fact]
    public async Task Whom_the_app_has_logged_out_stays_out()
    {
        await using var app = new TestApp(static services => services.AddZim(TestApp.Configure).LoginAs("kiosk-7"));
        await app.StartAsync();
        await app.Zim.LogoutAsync();
        await app.AdvanceAsync(60);

        app.Zim.ConnectionState.Should().Be(ZIMConnectionState.Disconnected);
        app.Logged.Should().Equal(2200, 2205);
    }

    [Fact]
    public async Task Stopping_ends_the_wait_for_a_token()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = new TestApp(services => services.AddZim(Tokens).LoginAs("kiosk-7").WithTokens(async (_, _, ct) =>
        {
            asked.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(ct);
            return "";
        }));
        await app.Host.StartAsync();
        await asked.Task;

        await app.Host.StopAsync();

        app.Logged.Should().BeEmpty("that is not an error");
    }

    [Fact]
    public async Task A_renewal_that_the_end_overtakes_has_not_failed()
    {
        await using var app = new TestApp(services => services.AddZim(Tokens).LoginAs("kiosk-7").WithTokens(Token(100)));
        await app.StartAsync();
        app.Backend.Delay(app.Zim, TimeSpan.FromSeconds(1));
        await app.AdvanceAsync(71.5);
        _asked.Should().HaveCount(2, "the renewal is under way");

        var stopped = app.Host.StopAsync();
        await app.AdvanceAsync(5);
        await stopped;

        app.Logged.Should().Equal(2200);
    }

    private static void Tokens(ZIMOptions options) => options.AppID = ZimTestBackend.AppID;

    private Func<IServiceProvider, string, CancellationToken, Task<string>> Token(double seconds) => (provider, userID, _) =>
    {
        _asked.Add(userID);
        var time = provider.GetRequiredService<TimeProvider>();
        return Task.FromResult(Token04.Generate(ZimTestBackend.AppID, userID, ZimTestBackend.ServerSecret, TimeSpan.FromSeconds(seconds), time: time));
    };

    private sealed class Scoped : IDisposable
    {
        public static int Disposed { get; private set; }

        public void Dispose() => Disposed++;
    }
}
