using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using ZimCall.Server;
using ZimCall.Server.Rpc;

namespace TwoPhones.Demo;

/// <summary>A backend in this process, on a free port of this machine: this is all it takes in an ASP.NET Core application.</summary>
internal static class LocalBackend
{
    public static async Task<WebApplication> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddZimCallServer(static server =>
            server.Apps.Add(new ZimCallApp(DevelopmentApp.AppId, DevelopmentApp.AppSign, DevelopmentApp.ServerSecret)));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.Limits.UseRpcDefaults();
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2);
        });
        var backend = builder.Build();
        backend.MapZimCallServer();
        await backend.StartAsync(cancellationToken);
        return backend;
    }
}
