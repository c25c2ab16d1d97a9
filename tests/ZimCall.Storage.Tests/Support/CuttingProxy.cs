using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace ZimCall.Storage.Tests.Support;

/// <summary>Stands between a store and its server, and cuts a connection at the worst moments: around a commit.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Task> _running = [];
    private readonly string _target;
    private readonly Task _accepting;
    private Cut _next;
    private int _cuts;

    public CuttingProxy(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        _target = SocketIn(settings.Host!);
        settings.Host = _folder.Path;
        ConnectionString = settings.ConnectionString;
        _listener.Bind(new UnixDomainSocketEndPoint(SocketIn(_folder.Path)));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    private enum Cut
    {
        None,
        BeforeCommit,
        AfterCommit,
    }

    public string ConnectionString { get; }

    public int Cuts => _cuts;

    /// <summary>Cuts the next commit off: before it reaches the server, or after it has happened and before its answer comes.</summary>
    public void CutNext(bool afterCommit) => _next = afterCommit ? Cut.AfterCommit : Cut.BeforeCommit;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_running);
        _folder.Dispose();
    }

    private static string SocketIn(string folder) => Path.Combine(folder, ".s.PGSQL.5432");

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _running.Add(ServeAsync(await _listener.AcceptAsync()));
            }
        }
        catch (SocketException)
        {
            // Closed.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var near = client;
        using Socket far = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await far.ConnectAsync(new UnixDomainSocketEndPoint(_target));
        await Task.WhenAny(
            PumpAsync(near, far, "commit\0", Cut.BeforeCommit),

            // How the server says that a commit has happened.
            PumpAsync(far, near, "COMMIT\0", Cut.AfterCommit));
    }

    private async Task PumpAsync(Socket from, Socket to, string word, Cut cut)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                if (_next == cut && buffer.AsSpan(0, count).IndexOf(Encoding.ASCII.GetBytes(word)) >= 0)
                {
                    _next = Cut.None;
                    _cuts++;
                    return;
                }

                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The other direction has ended.
        }
    }
}
