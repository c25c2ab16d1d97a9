using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ZimCall.Server.Tests.Hostile.Support;

/// <summary>A port that takes connections, and says always the same or nothing.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TcpClient> _clients = [];
    private readonly Task _accepting;

    private FakeServer(string? answer)
    {
        _listener.Start();
        _accepting = AcceptAsync(answer);
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public static FakeServer Silent() => new(null);

    public static FakeServer Answering(string answer) => new(answer);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _clients.ForEach(static client => client.Dispose());
        _stop.Dispose();
    }

    private async Task AcceptAsync(string? answer)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _clients.Add(client);
                if (answer is not null)
                {
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), _stop.Token);
                    client.Client.Shutdown(SocketShutdown.Send);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }
}
