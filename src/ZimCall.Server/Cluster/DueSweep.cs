namespace ZimCall.Server;

/// <summary>
/// Lets happen what is due in calls that nobody looks after: their node wrote them last and is dead. Two nodes may find
/// the same call; the revision lets one of them through.
/// </summary>
internal sealed class DueSweep(ICallStore store, CallService calls, TimeProvider time)
{
    /// <summary>The node that wrote a call last is given this long.</summary>
    private const long GraceMs = 1000;

    private const int BatchSize = 100;

    public async Task RunAsync()
    {
        foreach (var due in await store.FindDueAsync(time.NowMs() - GraceMs, BatchSize, CancellationToken.None))
        {
            await calls.ExecuteAsync(due.Key, Core.CallCommand.TimePassed.Instance, CancellationToken.None);
        }
    }
}
