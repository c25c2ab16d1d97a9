using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios;

/// <summary>The backend as it is hosted outside of tests: Kestrel on loopback, real time, real gRPC.</summary>
internal sealed class GrpcServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConnectionCount _connections;

    private GrpcServer(WebApplication app, ConnectionCount connections) => (_app, _connections) = (app, connections);

    public Uri Address => new(_app.Urls.Single());

    public ZimCallBackend Backend => _app.Services.GetRequiredService<ZimCallBackend>();

    public static async Task<GrpcServer> StartAsync(Action<ZimCallServerOptions>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        var connections = new ConnectionCount();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.Use(connections.Count);
        }));
        builder.Services.AddRouting();
        builder.Services.AddZimCallServer(options =>
        {
            options.Apps.Add(new ZimCallApp(ZimTestBackend.AppID, ZimTestBackend.AppSign, ZimTestBackend.ServerSecret));
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.UseRouting();
        app.MapZimCallServer();
        await app.StartAsync();
        return new GrpcServer(app, connections);
    }

    /// <summary>An instance in real time, whose handlers run on the thread pool.</summary>
    public ZIM CreateZim(TimeProvider? time = null) => new(new ZIMOptions
    {
        TimeProvider = time ?? TimeProvider.System,
        AppID = ZimTestBackend.AppID,
        AppSign = ZimTestBackend.AppSign,
        ServerAddress = Address,
        SynchronizationContext = new SynchronizationContext(),
    });

    public async Task<ZIM> LoginAsync(string userID)
    {
        var zim = CreateZim();
        await zim.LoginAsync(new ZIMUserInfo { userID = userID });
        return zim;
    }

    /// <summary>Waits until the last connection is gone; connections close when both ends have had their say.</summary>
    public Task WhenNoConnectionIsLeftAsync() => _connections.WhenNoneAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
