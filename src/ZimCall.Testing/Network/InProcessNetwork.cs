using System.Globalization;
using ZimCall.Server;
using ZimCall.Transport;

namespace ZimCall.Testing;

/// <summary>Carries frames in the process, from one end to the other, without sockets.</summary>
internal sealed class InProcessNetwork(TestScheduler scheduler, int nodes) : ITestNetwork
{
    private readonly Lock _lock = new();
    private readonly ZimCallBackend?[] _backends = new ZimCallBackend?[nodes];
    private readonly CancellationTokenSource[] _lives = [.. Enumerable.Range(0, nodes).Select(static _ => new CancellationTokenSource())];
    private int _next;

    /// <summary>The server that answers at a node; null while none does.</summary>
    public void Attach(int node, ZimCallBackend? backend)
    {
        CancellationTokenSource before;
        lock (_lock)
        {
            before = Interlocked.Exchange(ref _lives[node], new CancellationTokenSource());
            _backends[node] = backend;
        }

        before.Cancel();
        before.Dispose();
    }

    public Task<IClientConnection> ConnectAsync(Link link, CancellationToken cancellationToken)
    {
        ZimCallBackend? backend;
        InProcessPipe pipe;
        lock (_lock)
        {
            var node = Choose(link.Node);
            backend = _backends[node];
            pipe = new InProcessPipe(_lives[node].Token);
        }

        if (backend is null)
        {
            return Task.FromException<IClientConnection>(new ConnectionException("connection refused: no server is there"));
        }

        var counted = new CountedConnection(pipe.ServerEnd, link);
        scheduler.Run(() => _ = ServeAsync(backend, pipe, counted));
        return Task.FromResult(pipe.ClientEnd);
    }

    public ValueTask DisposeAsync()
    {
        Array.ForEach(_lives, static life => life.Dispose());
        return ValueTask.CompletedTask;
    }

    /// <summary>As a load balancer does: one live node after the other, unless the device asks for one that lives.</summary>
    private int Choose(int? wanted)
    {
        if (wanted is { } node && _backends[node] is not null)
        {
            return node;
        }

        for (var i = 0; i < _backends.Length; i++)
        {
            var next = _next++ % _backends.Length;
            if (_backends[next] is not null)
            {
                return next;
            }
        }

        return 0;
    }

    private static async Task ServeAsync(ZimCallBackend backend, InProcessPipe pipe, CountedConnection connection)
    {
        try
        {
            await connection.ServeAsync(end => backend.RunAsync(end, pipe.Over));
            pipe.EndByServer(null);
        }
        catch (LoginRefusedException refused)
        {
            pipe.EndByServer(new ConnectionException(refused.Message, (ZIMErrorCode)refused.Code));
        }
        catch (Exception exception)
        {
            pipe.EndByServer(new ConnectionException(
                string.Create(CultureInfo.InvariantCulture, $"the connection broke ({exception.Message})")));
        }
    }
}
