using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ZimCall.Server.Rpc;

/// <summary>What endpoints take from the application that they are mapped into.</summary>
internal sealed record RpcHost(ILogger Logger, TimeProvider Time, CancellationToken Stopping)
{
    public static RpcHost Of(IEndpointRouteBuilder endpoints)
    {
        IServiceProvider services = endpoints.ServiceProvider;
        return new RpcHost(
            services.GetRequiredService<ILoggerFactory>().CreateLogger("ZimCall.Server.Rpc"),
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
    }
}
