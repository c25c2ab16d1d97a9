using Microsoft.Extensions.Hosting;

namespace ZimCall.Server;

/// <summary>Lets the backend join the other nodes before the application serves, and leave them when it has stopped serving.</summary>
internal sealed class NodeService(ZimCallBackend backend) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => backend.StartAsync();

    public Task StopAsync(CancellationToken cancellationToken) => backend.LeaveAsync();
}
