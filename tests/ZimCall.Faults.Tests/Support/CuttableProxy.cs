using System.Net;
using System.Net.Sockets;

namespace ZimCall.Faults.Tests.Support;

/// <summary>
/// A port that leads to one of several servers, as a load balancer's does: each new connection goes to a random one of those
/// that answer. The way can be cut: then connections break, and new ones are refused, until it is mended.
/// </summary>
internal sealed class CuttableProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _open = [];
    private readonly Random _random = new(1);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _accepting;
    private EndPoint[] _targets = [];
    private bool _isCut;

    public CuttableProxy(params EndPoint[] targets)
    {
        _targets = targets;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void LeadTo(IEnumerable<EndPoint> targets)
    {
        lock (_lock)
        {
            _targets = [.. targets];
        }
    }

    /// <summary>Breaks what is open, and refuses what comes.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _isCut = true;
        }

        BreakAll();
    }

    public void Mend()
    {
        lock (_lock)
        {
            _isCut = false;
        }
    }

    /// <summary>Breaks the connections of this moment.</summary>
    public void BreakAll()
    {
        Socket[] open;
        lock (_lock)
        {
            open = [.. _open];
        }

        foreach (var socket in open)
        {
            Reset(socket);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        await _accepting;
        BreakAll();
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptAsync(_over.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        Socket? server = null;
        try
        {
            if (Note(client) && await ConnectAsync() is { } connected && Note(server = connected))
            {
                await Task.WhenAny(CopyAsync(client, server), CopyAsync(server, client));
            }
        }
        finally
        {
            Forget(client);
            Forget(server);
        }
    }

    private async Task<Socket?> ConnectAsync()
    {
        EndPoint[] targets;
        lock (_lock)
        {
            targets = [.. _targets.OrderBy(_ => _random.Next())];
        }

        foreach (var target in targets)
        {
            var isUnix = target is UnixDomainSocketEndPoint;
            var socket = new Socket(target.AddressFamily, SocketType.Stream, isUnix ? ProtocolType.Unspecified : ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(target);
                if (!isUnix)
                {
                    socket.NoDelay = true;
                }

                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }

        return null;
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
            {
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Cut, or one end is gone: the other learns of it by the end of the connection.
        }
    }

    private bool Note(Socket socket)
    {
        lock (_lock)
        {
            return !_isCut && !_over.IsCancellationRequested && _open.Add(socket);
        }
    }

    private void Forget(Socket? socket)
    {
        if (socket is null)
        {
            return;
        }

        lock (_lock)
        {
            _open.Remove(socket);
        }

        Reset(socket);
    }

    private static void Reset(Socket socket)
    {
        // Closed with a reset, as a cut wire looks to whoever writes to it.
        try
        {
            socket.LingerState = new LingerOption(enable: socket.AddressFamily != AddressFamily.Unix, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Closed already.
        }

        socket.Dispose();
    }
}
