using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ZimCall.Extensions.Instances;

/// <summary>
/// An instance's life in a host: made before anything starts, logged in after everything has started, so that all handlers are there, and disposed of after everything has
/// stopped, so that everything could still hang up.
/// </summary>
internal sealed class ZimHostedService(IServiceProvider services, string name) : IHostedLifecycleService
{
    private ZimInstance? _instance;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _instance = services.GetRequiredKeyedService<ZimInstance>(name);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _instance?.Login?.Start();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) =>
        _instance is null ? Task.CompletedTask : _instance.DisposeAsync().AsTask().WaitAsync(cancellationToken);
}
