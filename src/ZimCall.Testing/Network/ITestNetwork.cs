using ZimCall.Transport;

namespace ZimCall.Testing;

/// <summary>What carries frames between devices and server in a test: pipes in the process, or real gRPC on loopback.</summary>
internal interface ITestNetwork : IAsyncDisposable
{
    Task<IClientConnection> ConnectAsync(Link link, CancellationToken cancellationToken);
}
