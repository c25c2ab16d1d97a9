using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZimCall.Extensions.Tests.Support;
using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Extensions.Tests;

public class LifetimeTests
{
    [Fact]
    public async Task The_user_is_logged_in_when_everything_has_started_and_out_when_everything_has_stopped()
    {
        var seen = new List<string>();
        await using var app = new TestApp(services =>
        {
            services.AddSingleton<IHostedService>(provider => new Watcher("first", provider.GetRequiredService<ZIM>(), seen));
            services.AddZim(static options => options.AppID = ZimTestBackend.AppID).LoginAs("kiosk-7").WithTokens((provider, userID, _) =>
            {
                seen.Add("login");
                return Task.FromResult(Token04.Generate(
                    ZimTestBackend.AppID, userID, ZimTestBackend.ServerSecret, TimeSpan.FromHours(1), time: provider.GetRequiredService<TimeProvider>()));
            });
            services.AddSingleton<IHostedService>(provider => new Watcher("last", provider.GetRequiredService<ZIM>(), seen));
        });
        await app.StartAsync();
        app.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);

        var stopped = app.Host.StopAsync();
        await app.Backend.SettleAsync();
        await stopped;

        app.Zim.ConnectionState.Should().Be(ZIMConnectionState.Disconnected);
        seen.Should().Equal("first starts", "last starts", "login", "last stops, Connected", "first stops, Connected");
    }

    [Fact]
    public async Task It_is_there_before_anything_starts()
    {
        await using var app = new TestApp(static services => services.AddZim(TestApp.Configure).WhenCreated(static (provider, zim) =>
        {
            provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested.Should().BeFalse();
            zim.ConnectionState.Should().Be(ZIMConnectionState.Disconnected);
        }));
        app.Factory.Made.Should().BeEmpty();
        await app.StartAsync();
        app.Factory.Made.Should().ContainSingle().Which.Zim.Should().BeSameAs(app.Zim);
        app.Zim.ConnectionState.Should().Be(ZIMConnectionState.Disconnected, "nobody was told to log in");
    }

    [Fact]
    public async Task Each_key_has_an_instance_of_its_own()
    {
        await using var app = new TestApp(static services =>
        {
            services.AddZim(TestApp.Configure).LoginAs("alice");
            services.AddKeyedZim("support", TestApp.Configure).LoginAs("bob");
        });
        await app.StartAsync();

        var support = app.Host.Services.GetRequiredKeyedService<ZIM>("support");
        support.Should().NotBeSameAs(app.Zim).And.BeSameAs(app.Host.Services.GetRequiredKeyedService<ZIM>("support"));
        await using var call = await app.Zim.StartCallAsync(["bob"]);
        await app.Backend.SettleAsync();
        support.ActiveCalls.Should().ContainSingle().Which.CallID.Should().Be(call.CallID);
    }

    [Fact]
    public async Task Without_a_host_it_ends_with_the_container()
    {
        var services = new ServiceCollection();
        services.AddZim(TestApp.Configure);
        ZIM zim;
        await using (var provider = services.BuildServiceProvider(validateScopes: true))
        {
            zim = provider.GetRequiredService<ZIM>();
        }

        var late = async () => await zim.LoginAsync(new ZIMUserInfo { userID = "alice" });
        (await late.Should().ThrowAsync<ZIMException>()).Which.Error.code.Should().Be(ZIMErrorCode.CommonModuleNotInit);
    }

    [Fact]
    public async Task Logging_and_the_clock_are_the_containers()
    {
        await using var app = new TestApp(static services => services.AddZim(TestApp.Configure).LoginAs("kiosk-7"));
        await app.StartAsync();

        app.Factory.Made[0].Options.Should().Match<ZIMOptions>(
            options => options.LoggerFactory == app.Host.Services.GetRequiredService<ILoggerFactory>() && options.TimeProvider == app.Backend.Time);
        app.Log.Should().Contain("Connection state Connected").And.Contain("kiosk-7 is logged in");
    }

    [Fact]
    public async Task The_thread_that_happens_to_make_it_is_not_where_its_handlers_run()
    {
        await using var app = new TestApp(static services => services.AddZim(TestApp.Configure));
        var before = SynchronizationContext.Current;
        var page = new SynchronizationContext();
        try
        {
            SynchronizationContext.SetSynchronizationContext(page);
            _ = app.Zim;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        app.Factory.Made[0].Options.SynchronizationContext.Should().NotBeNull().And.NotBeSameAs(page);
    }

    [Fact]
    public async Task An_instance_that_could_not_be_set_up_is_closed()
    {
        await using var app = new TestApp(static services =>
            services.AddZim(TestApp.Configure).WhenCreated(static (_, _) => throw new InvalidOperationException("no handlers today")));

        var start = async () => await app.Host.StartAsync();

        await start.Should().ThrowAsync<InvalidOperationException>().WithMessage("no handlers today");
        var late = async () => await app.Factory.Made[0].Zim.LoginAsync(new ZIMUserInfo { userID = "alice" });
        (await late.Should().ThrowAsync<ZIMException>()).Which.Error.code.Should().Be(ZIMErrorCode.CommonModuleNotInit);
    }

    /// <summary>A part of the application.</summary>
    private sealed class Watcher(string name, ZIM zim, List<string> seen) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            seen.Add($"{name} starts");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            seen.Add($"{name} stops, {zim.ConnectionState}");
            return Task.CompletedTask;
        }
    }
}
