using System.Net;
using System.Net.Sockets;

namespace ZimCall.Host.Tests.Support;

/// <summary>The one address that clients have of many nodes: passes bytes on to the node that is chosen.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _accepting;

    public Balancer(string target)
    {
        Target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The node that new connections go to.</summary>
    public string Target { get; set; }

    /// <summary>Whether what servers say is swallowed.</summary>
    public bool IsMute { get; set; }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _accepting;
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> passing = [];
        try
        {
            while (true)
            {
                passing.Add(PassAsync(await _listener.AcceptTcpClientAsync(_over.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var near = client;
        using TcpClient far = new();
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, new Uri(Target).Port, broken.Token);
            await await Task.WhenAny(
                CopyAsync(near.GetStream(), far.GetStream(), static () => false, broken.Token),
                CopyAsync(far.GetStream(), near.GetStream(), () => IsMute, broken.Token));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // One end is gone, and the other is told by the connection's end.
        }

        await broken.CancelAsync();
    }

    private static async Task CopyAsync(NetworkStream from, NetworkStream to, Func<bool> isMute, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (!isMute())
            {
                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
    }
}
