using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ZimCall.Server.Tests.Callbacks.Support;

/// <summary>A receiver on a socket, which does with each connection what the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private readonly Task _accepting;
    private int _connections;

    public Receiver(Func<NetworkStream, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>One that answers each request with the same text.</summary>
    public Receiver(string answer)
        : this(async (stream, cancellationToken) =>
        {
            while (await ReadRequestAsync(stream, cancellationToken) is { Length: > 0 })
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), cancellationToken);
            }
        })
    {
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    public static async Task<string> ReadRequestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, cancellationToken);
            text.Append(Encoding.UTF8.GetString(buffer.AsSpan(0, read)));
            if (read == 0 || text.ToString().EndsWith('}') || text.ToString().StartsWith("GET", StringComparison.Ordinal))
            {
                return text.ToString();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _accepting;
        _listener.Stop();
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_over.Token)));
                Interlocked.Increment(ref _connections);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            await _serve(client.GetStream(), _over.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The other end closed the connection, or the test is over.
        }
    }
}
