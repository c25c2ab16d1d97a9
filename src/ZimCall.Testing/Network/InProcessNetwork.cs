using System.Globalization;
using ZimCall.Server;
using ZimCall.Transport;

namespace ZimCall.Testing;

/// <summary>Carries frames in the process, from one end to the other, without sockets.</summary>
internal sealed class InProcessNetwork(TestScheduler scheduler) : ITestNetwork
{
    private ZimCallBackend? _backend;
    private CancellationTokenSource _serverLife = new();

    /// <summary>The server that answers; null while none does.</summary>
    public void Attach(ZimCallBackend? backend)
    {
        var before = Interlocked.Exchange(ref _serverLife, new CancellationTokenSource());
        _backend = backend;
        before.Cancel();
        before.Dispose();
    }

    public Task<IClientConnection> ConnectAsync(Link link, CancellationToken cancellationToken)
    {
        if (_backend is not { } backend)
        {
            return Task.FromException<IClientConnection>(new ConnectionException("connection refused: no server is there"));
        }

        var pipe = new InProcessPipe(_serverLife.Token);
        var counted = new CountedConnection(pipe.ServerEnd, link);
        scheduler.Run(() => _ = ServeAsync(backend, pipe, counted));
        return Task.FromResult(pipe.ClientEnd);
    }

    public ValueTask DisposeAsync()
    {
        _serverLife.Dispose();
        return ValueTask.CompletedTask;
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
