namespace ZimCall.Server;

/// <summary>
/// Users who were in calls when the process before this one ended: whoever is not back within the heartbeat timeout is gone
/// (R-GONE), as if this process had seen the device fall silent. For a single node, which remembers no devices; of many,
/// another takes over a dead one's.
/// </summary>
internal sealed class LeftBehind : IDisposable
{
    private const int PageSize = 500;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ICallStore _store;
    private readonly SessionEnd _end;
    private readonly ITimer _timer;
    private UserKey? _last;

    public LeftBehind(ZimCallServerOptions options, ICallStore store, SessionEnd end, TimeProvider time, BackgroundWork work)
    {
        (_store, _end) = (store, end);
        _timer = time.CreateTimer(
            _ => work.Start("users left behind", RunAsync), null, options.HeartbeatTimeout, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private async Task RunAsync()
    {
        try
        {
            while (await _store.FindActiveUsersAsync(_last, PageSize, CancellationToken.None) is { IsEmpty: false } users)
            {
                foreach (var user in users)
                {
                    await TellAsync(user);
                    _last = user;
                }
            }
        }
        catch (CallStoreException)
        {
            _timer.Change(RetryAfter, Timeout.InfiniteTimeSpan);
            throw;
        }
    }

    private async Task TellAsync(UserKey user)
    {
        foreach (var call in await _store.FindActiveAsync(user, CancellationToken.None))
        {
            // Whom a business server put into a call has no device that could be missing.
            if (call.Find(user.UserId) is { PrimaryDevice.Length: > 0 })
            {
                await _end.TellIfGoneAsync(user, call.CallId);
            }
        }
    }
}
