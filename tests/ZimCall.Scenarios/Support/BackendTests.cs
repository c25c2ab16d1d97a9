using System.Diagnostics.CodeAnalysis;
using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios;

/// <summary>Tests on a backend of their own, in the process and in virtual time.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public abstract class BackendTests : IAsyncLifetime
{
    private readonly ZimTestBackend _backend;

    protected BackendTests(Action<ZimCallServerOptions>? configure = null) =>
        _backend = new ZimTestBackend(new ZimTestBackendOptions { ConfigureServer = configure });

    protected ZimTestBackend Backend => _backend;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    protected Task AdvanceAsync(double seconds) => _backend.AdvanceAsync(TimeSpan.FromMilliseconds(Math.Round(seconds * 1000)));
}
