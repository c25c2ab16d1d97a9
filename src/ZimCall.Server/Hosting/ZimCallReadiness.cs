namespace ZimCall.Server;

/// <summary>
/// Whether the backend can do its work just now, for load balancers and whoever else watches it. May be asked at any time
/// from any thread; however often it is asked, the store is asked once at a time.
/// </summary>
public sealed class ZimCallReadiness
{
    /// <summary>How long an answer may take. A store that needs longer is as good as away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>No app has the number 0, so there is no such call.</summary>
    private static readonly CallKey NoCall = new(0, "1");

    private readonly Lock _lock = new();
    private readonly ICallStore _store;
    private readonly Func<bool> _holdsLease;
    private readonly CancellationToken _stopping;
    private readonly TimeProvider _time;
    private Task? _asking;

    internal ZimCallReadiness(ICallStore store, Func<bool> holdsLease, TimeProvider time, CancellationToken stopping) =>
        (_store, _holdsLease, _time, _stopping) = (store, holdsLease, time, stopping);

    /// <summary>Finds out what stands in the way of serving, within some two seconds.</summary>
    /// <returns>A sentence for each obstacle, without secrets; empty when it is ready.</returns>
    public async Task<IReadOnlyList<string>> FindObstaclesAsync()
    {
        List<string> obstacles = [];
        if (_stopping.IsCancellationRequested)
        {
            obstacles.Add("the server is stopping");
        }

        if (!_holdsLease())
        {
            obstacles.Add("the node does not hold its lease: the other nodes take it for dead");
        }

        try
        {
            await AskStore().WaitAsync(Patience, _time);
        }
        catch (CallStoreException)
        {
            obstacles.Add("the store fails");
        }
        catch (TimeoutException)
        {
            obstacles.Add($"the store has not answered within {Patience.TotalSeconds} s");
        }

        return obstacles;
    }

    private Task AskStore()
    {
        lock (_lock)
        {
            return _asking is { IsCompleted: false }
                ? _asking
                : _asking = Task.Run(async () => await _store.FindAsync(NoCall, CancellationToken.None));
        }
    }
}
