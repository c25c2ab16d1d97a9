using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ZimCall.Wire.Tests.Support;

/// <summary>A TCP connection that a test can freeze (nothing comes through, nothing is closed) or cut.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> sockets = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private volatile bool frozen;

    public TcpProxy(Uri target)
    {
        listener.Start();
        accepting = AcceptAsync(target);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public void Freeze() => frozen = true;

    public void Cut()
    {
        foreach (Socket socket in sockets)
        {
            socket.Close(0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        Cut();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync(Uri target)
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
            {
                Socket client = await listener.AcceptSocketAsync(stop.Token);
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(client);
                sockets.Add(server);
                await server.ConnectAsync(target.Host, target.Port, stop.Token);
                pumps.Add(PumpAsync(client, server));
                pumps.Add(PumpAsync(server, client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
        }

        await Task.WhenAll(pumps);
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        byte[] buffer = new byte[65536];
        try
        {
            while (await from.ReceiveAsync(buffer, stop.Token) is > 0 and int count)
            {
                if (!frozen)
                {
                    await to.SendAsync(buffer.AsMemory(0, count), stop.Token);
                }
            }

            if (!frozen)
            {
                to.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }
}
