using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZimCall.Server.Rpc;
using ZimCall.Wire.Tests.Protos;

namespace ZimCall.Wire.Tests.Support;

/// <summary>Kestrel on a loopback port of the system's choice: the first address speaks HTTP/2, the second HTTP/1.1.</summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private readonly List<int> expectedWarnings = [];

    private KestrelHost(WebApplication app, LogCollector log)
    {
        App = app;
        Log = log;
    }

    public WebApplication App { get; }

    public LogCollector Log { get; }

    public Uri Address => new(Addresses.First());

    public Uri Http1Address => new(Addresses.ElementAt(1));

    /// <summary>Where a test listens with TLS, if it does.</summary>
    public Uri TlsAddress => new(Addresses.ElementAt(2));

    private ICollection<string> Addresses =>
        App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;

    public static Task<KestrelHost> StartAsync(
        Func<RpcServerCall<EchoMessage, EchoMessage>, Task> handler,
        RpcEndpointOptions? options = null,
        Action<KestrelServerOptions>? kestrel = null,
        TimeProvider? time = null) =>
        StartWithAsync(
            app =>
            {
                app.MapRpcDuplex(Echo.Duplex, handler, options);
                app.MapRpcUnary(Echo.Unary, (request, _) => Task.FromResult(request), options);
                app.MapRpcUnimplemented();
            },
            kestrel,
            time);

    public static async Task<KestrelHost> StartWithAsync(
        Action<WebApplication> map, Action<KestrelServerOptions>? kestrel = null, TimeProvider? time = null)
    {
        var log = new LogCollector();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.Limits.UseRpcDefaults();
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel?.Invoke(options);
        });
        WebApplication app = builder.Build();
        map(app);
        var host = new KestrelHost(app, log);
        await app.StartAsync();
        return host;
    }

    public RpcChannel Channel(RpcChannelOptions? options = null) => new(Address, options);

    /// <summary>Says that the test makes the server warn, with this event.</summary>
    public void ExpectWarning(int eventId) => expectedWarnings.Add(eventId);

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync(new CancellationToken(canceled: true));
        await App.DisposeAsync();
        Log.Warnings.Where(e => !expectedWarnings.Contains(e.Id)).Should().BeEmpty();
    }
}
