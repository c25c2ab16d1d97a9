using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZimCall.Protocol;
using ZimCall.Server;
using ZimCall.Server.Rpc;
using ZimCall.Testing;
using ZimCall.Transport;
using ZimCall.Wire;

namespace ZimCall.Scenarios;

/// <summary>Carries frames over real gRPC: Kestrel on loopback, HTTP/2, sockets.</summary>
internal sealed class GrpcNetwork(ZimTestBackend backend) : ITestNetwork
{
    private const string LinkHeader = "zimcall-test-link";

    private readonly ConcurrentDictionary<string, Link> _links = new();
    private readonly SemaphoreSlim _starting = new(1, 1);
    private WebApplication? _app;
    private Uri? _address;

    public async Task<IClientConnection> ConnectAsync(Link link, CancellationToken cancellationToken)
    {
        await StartAsync();
        _links[link.Id] = link;
        var transport = new GrpcTransport(_address!, new RpcChannelOptions(), new RpcCallOptions
        {
            Metadata = new Dictionary<string, string> { [LinkHeader] = link.Id },
        });
        return await transport.ConnectAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _starting.Dispose();
    }

    private async Task StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_app is not null)
            {
                return;
            }

            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.Logging.ClearProviders();
            builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
                kestrel.Listen(System.Net.IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2));
            builder.Services.AddRouting();
            _app = builder.Build();
            _app.UseRouting();
            _app.MapRpcDuplex(
                Signaling.Connect, ServeAsync, new RpcEndpointOptions { MaxQueuedBytes = backend.ServerOptions.MaxQueuedBytes });
            await _app.StartAsync();
            _address = new Uri(_app.Urls.Single());
        }
        finally
        {
            _starting.Release();
        }
    }

    private Task ServeAsync(RpcServerCall<ClientFrame, ServerFrame> call)
    {
        _links.TryRemove(call.RequestMetadata[LinkHeader], out var link);
        var connection = new CountedConnection(new RpcFrameConnection(call), link!);
        return connection.ServeAsync(end => SignalingEndpoint.ServeAsync(backend.Backend, call, end));
    }
}
