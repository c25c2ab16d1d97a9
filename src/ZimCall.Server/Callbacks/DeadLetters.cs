using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>
/// Callbacks that were tried for the last time in vain: to list, and to send again once the receiver works. It needs only the
/// store, so it works beside a running server that shares it; that server delivers what is sent again.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock; that of the store, if it has one.</param>
public sealed class DeadLetters(ICallStore store, TimeProvider time)
{
    /// <summary>Lists dead letters, the oldest first.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="after">The <see cref="StoredCallback.Sequence"/> after which to go on; 0 to start.</param>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CallStoreException">The store failed.</exception>
    public ValueTask<ImmutableArray<StoredCallback>> ListAsync(uint appId, long after, int count, CancellationToken cancellationToken) =>
        store.Outbox.FindDeadAsync(appId, after, count, cancellationToken);

    /// <summary>Sends dead letters again, with the same ids and all their tries; they are no dead letters from then on.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="ids">Which; null for all of the app. Ids that name none are passed over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="CallStoreException">The store failed.</exception>
    public ValueTask<int> ResendAsync(uint appId, IReadOnlyCollection<string>? ids, CancellationToken cancellationToken) =>
        store.Outbox.ReviveAsync(appId, ids, time.NowMs(), cancellationToken);
}
