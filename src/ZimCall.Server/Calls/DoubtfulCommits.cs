namespace ZimCall.Server;

/// <summary>
/// Commits of which the store could not say what became of them. Those that were stored after all have been told to nobody: when
/// the store answers again, the connections of the call's members are broken, and their devices come back and catch up.
/// </summary>
internal sealed class DoubtfulCommits : IDisposable
{
    private const long RetryMs = 500;

    private readonly ICallStore _store;
    private readonly SessionRegistry _sessions;
    private readonly TimeProvider _time;
    private readonly AlarmQueue<(CallKey Key, long Revision)> _alarms;

    public DoubtfulCommits(ICallStore store, SessionRegistry sessions, TimeProvider time, BackgroundWork work)
    {
        (_store, _sessions, _time) = (store, sessions, time);
        _alarms = new AlarmQueue<(CallKey Key, long Revision)>(
            time, doubt => work.Start("doubtful commit", () => LookUpAsync(doubt.Key, doubt.Revision)));
    }

    /// <param name="key">The call.</param>
    /// <param name="revision">The revision on which the commit was decided: all that anybody has been told.</param>
    public void Add(CallKey key, long revision) => _alarms.Set((key, revision), _time.NowMs() + RetryMs);

    public void Dispose() => _alarms.Dispose();

    private async Task LookUpAsync(CallKey key, long revision)
    {
        try
        {
            if (await _store.FindAsync(key, CancellationToken.None) is not { } call || call.Revision == revision)
            {
                return;
            }

            foreach (var member in call.Members)
            {
                foreach (var session in _sessions.Of(new UserKey(key.AppId, member.UserId)))
                {
                    session.BreakConnection();
                }
            }
        }
        catch (CallStoreException)
        {
            // The store is still away; whoever asks it for something else has that logged.
            Add(key, revision);
        }
    }
}
