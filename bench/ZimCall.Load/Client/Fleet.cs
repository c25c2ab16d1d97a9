using ZimCall.Protocol;

namespace ZimCall.Load.Client;

/// <summary>Users with their connections, and the heartbeats that keep their sessions.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const int Slices = 50;
    private const double HeartbeatSeconds = 10;
    private const int ConnectingAtOnce = 64;

    private readonly string _url;
    private readonly int _connections;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _beating;
    private Channels _channels;
    private volatile bool _resting;

    public Fleet(string url, int connections, string prefix, int users)
    {
        _url = url;
        _connections = connections;
        _channels = new Channels(url, connections);
        Users = [.. Enumerable.Range(0, users).Select(number => new LoadUser(LoadApp.UserId(prefix, number)))];
        _beating = BeatAsync();
    }

    public IReadOnlyList<LoadUser> Users { get; }

    public long Frames => Users.Sum(static user => user.Frames);

    public int Lost => Users.Count(static user => user.IsLost);

    public async Task ConnectAsync()
    {
        _resting = true;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Users.Count),
            new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce },
            async (index, _) => await Users[index].ConnectAsync(_channels[index], []));
        _resting = false;
    }

    /// <summary>Breaks every connection.</summary>
    public async Task BreakAsync()
    {
        _resting = true;
        await Task.WhenAll(Users.Select(static user => user.BreakAsync()));
        await _channels.DisposeAsync();
        _channels = new Channels(_url, _connections);
    }

    /// <summary>Connects everybody at once.</summary>
    public async Task<LoadUser.Login[]> ReconnectAsync(Func<int, IReadOnlyList<KnownCall>> known, Action<int> connected)
    {
        var logins = await Task.WhenAll(Users.Select(async (user, index) =>
        {
            var login = await user.ConnectAsync(_channels[index], known(index));
            connected(index);
            return login;
        }));
        _resting = false;
        return logins;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _beating;
        await Parallel.ForEachAsync(Users, async (user, _) => await user.DisposeAsync());
        await _channels.DisposeAsync();
        _over.Dispose();
    }

    /// <summary>Everybody once an interval, a slice at a time, so that beats do not come in bursts.</summary>
    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(HeartbeatSeconds / Slices), TimeProvider.System);
        try
        {
            for (var slice = 0; await timer.WaitForNextTickAsync(_over.Token); slice = (slice + 1) % Slices)
            {
                for (var index = slice; index < Users.Count && !_resting; index += Slices)
                {
                    if (!Users[index].IsLost)
                    {
                        Users[index].Send(new ClientFrame { Ping = new Ping { Cookie = index } });
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Over.
        }
    }
}
