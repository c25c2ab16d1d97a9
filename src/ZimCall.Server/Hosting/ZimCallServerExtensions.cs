using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZimCall.Protocol;
using ZimCall.Server.Rpc;
using ZimCall.Wire;

namespace ZimCall.Server;

/// <summary>Puts the backend into an ASP.NET Core application.</summary>
public static class ZimCallServerExtensions
{
    /// <summary>
    /// Adds the backend. Register an <see cref="ICallStore"/> before it to keep calls elsewhere than in the memory of the
    /// process, an <see cref="IPushGateway"/> to push, a <see cref="TimeProvider"/> to give it another clock, and <see cref="ZimCallClusterOptions"/> to make it one
    /// node of many.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options; at least one app has to be added.</param>
    public static IServiceCollection AddZimCallServer(this IServiceCollection services, Action<ZimCallServerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ZimCallServerOptions();
        configure(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICallStore>(new MemoryCallStore(options.EndedCallRetention, options.MaxEndedCalls));
        services.AddSingleton(options);
        services.AddSingleton(static provider => new ZimCallBackend(
            provider.GetRequiredService<ZimCallServerOptions>(),
            provider.GetRequiredService<ICallStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>(),
            TaskScheduler.Default,
            ToSetup(provider),
            new BackendParts { Push = provider.GetService<IPushGateway>() }));
        services.AddSingleton(static provider => new DeadLetters(
            provider.GetRequiredService<ICallStore>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RpcNodeTransport>(static provider => new RpcNodeTransport(
            provider.GetRequiredService<ZimCallClusterOptions>().Secret,
            TimeProvider.System,
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("ZimCall.Server.Cluster")));
        services.AddSingleton(static provider => new ZimCallReadiness(
            provider.GetRequiredService<ICallStore>(),
            () => provider.GetRequiredService<ZimCallBackend>().HoldsLease,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        services.AddSingleton(static provider => provider.GetRequiredService<ZimCallBackend>().Inspector);
        services.AddHostedService<NodeService>();
        return services;
    }

    /// <summary>
    /// Maps the signaling service, and an answer for gRPC methods that are none of its. The endpoint needs HTTP/2: without
    /// TLS the listener has to be set to HTTP/2 alone.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message names every problem.</exception>
    public static IEndpointRouteBuilder MapZimCallServer(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var backend = endpoints.ServiceProvider.GetRequiredService<ZimCallBackend>();
        var options = endpoints.ServiceProvider.GetRequiredService<ZimCallServerOptions>();
        endpoints.MapRpcDuplex(
            new RpcMethod<ClientFrame, ServerFrame>(
                SignalingMethod.Service, SignalingMethod.Connect, ClientFrame.Parser, ServerFrame.Parser),
            call => SignalingEndpoint.ServeAsync(backend, call),
            new RpcEndpointOptions { MaxReceiveMessageBytes = options.MaxFrameBytes, MaxQueuedBytes = options.MaxQueuedBytes });
        if (endpoints.ServiceProvider.GetService<ZimCallClusterOptions>() is not null)
        {
            endpoints.MapRpcDuplex(NodeMethod.Connect, endpoints.ServiceProvider.GetRequiredService<RpcNodeTransport>().ServeAsync);
        }

        endpoints.MapRpcUnimplemented();
        return endpoints;
    }

    /// <summary>
    /// Maps the server API, for business servers, at <c>/</c>. Its requests are signed with the app's ServerSecret; use TLS all
    /// the same, for what they carry can be read.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message names every problem.</exception>
    public static IEndpointRouteBuilder MapZimCallServerApi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var backend = endpoints.ServiceProvider.GetRequiredService<ZimCallBackend>();
        endpoints.MapMethods("/", [HttpMethods.Get, HttpMethods.Post], backend.Api.ServeAsync);
        return endpoints;
    }

    private static ClusterSetup? ToSetup(IServiceProvider provider)
    {
        if (provider.GetService<ZimCallClusterOptions>() is not { } options)
        {
            return null;
        }

        if (options.FindProblems() is { Count: > 0 } problems)
        {
            throw new ArgumentException($"The cluster's options are wrong: {string.Join("; ", problems)}.");
        }

        // Another name for each start: what an earlier process had is not this one's.
        var id = $"{options.Name}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        return new ClusterSetup(
            new NodeInfo(id, options.Address.ToString()),
            provider.GetRequiredService<INodeDirectory>(),
            provider.GetRequiredService<RpcNodeTransport>());
    }
}
