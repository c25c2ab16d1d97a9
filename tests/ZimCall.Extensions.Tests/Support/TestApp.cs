using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZimCall.Server.Tests.Support;
using ZimCall.Testing;

namespace ZimCall.Extensions.Tests.Support;

/// <summary>An application on a backend in virtual time.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly ListLogger _log = new();

    public TestApp(Action<IServiceCollection> configure, ZimTestBackendOptions? options = null)
    {
        Backend = new ZimTestBackend(options);
        Factory = new TestZimFactory(Backend);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IZimFactory>(Factory);
        builder.Services.AddSingleton<TimeProvider>(Backend.Time);
        builder.Logging.AddProvider(new ListLoggerProvider(_log));
        configure(builder.Services);
        Host = builder.Build();
    }

    public ZimTestBackend Backend { get; }

    public TestZimFactory Factory { get; }

    public IHost Host { get; }

    public ZIM Zim => Host.Services.GetRequiredService<ZIM>();

    /// <summary>What the package itself has logged, as ids.</summary>
    public IEnumerable<int> Logged => _log.Entries.Select(static entry => entry.Id).Where(static id => id is >= 2200 and < 2210);

    /// <summary>All that was logged, as it reads.</summary>
    public string Log => string.Join('\n', _log.Entries.Select(static entry => entry.Text + entry.Exception));

    /// <summary>The options that are enough to log in by the appSign.</summary>
    public static void Configure(ZIMOptions options) => (options.AppID, options.AppSign) = (ZimTestBackend.AppID, ZimTestBackend.AppSign);

    public async Task StartAsync()
    {
        await Host.StartAsync();
        await Backend.SettleAsync();
    }

    public Task AdvanceAsync(double seconds) => Backend.AdvanceAsync(TimeSpan.FromSeconds(seconds));

    public async Task<HealthReportEntry> CheckAsync(string name = "zim") =>
        (await Host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[name];

    public async ValueTask DisposeAsync()
    {
        // Logging out takes no time, but the silent ones are waited for.
        var disposed = ((IAsyncDisposable)Host).DisposeAsync().AsTask();
        await Backend.DisposeAsync();
        await disposed;
    }
}
