using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>
/// Callbacks that are not delivered yet, of all nodes that share the store. Those about a call come with its commits
/// (<see cref="CallCommit.Callbacks"/>): they are stored if and only if the change is. The contract, which CallStoreContract
/// in the tests shows for every store:
/// <list type="bullet">
/// <item>Of a lane only the first callback is handed out, until it is settled as delivered or dead.</item>
/// <item>Whoever takes a callback has it alone until the lease ends; after that anybody may take it.</item>
/// <item>A settlement by somebody whose lease has ended and who is not the last to have taken the callback changes nothing.</item>
/// <item>What is stored survives whatever the store promises to survive.</item>
/// </list>
/// All methods may be called at the same time from any thread; a store that fails throws <see cref="CallStoreException"/>.
/// </summary>
public interface ICallbackOutbox
{
    /// <summary>Adds callbacks that belong to no commit.</summary>
    ValueTask AddAsync(ImmutableArray<OutgoingCallback> callbacks, CancellationToken cancellationToken);

    /// <summary>Takes callbacks to deliver them.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="owner">Who takes them.</param>
    /// <param name="now">The time, Unix milliseconds.</param>
    /// <param name="leaseEnd">Until when they are the owner's.</param>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<ImmutableArray<StoredCallback>> TakeAsync(
        uint appId, string owner, long now, long leaseEnd, int count, CancellationToken cancellationToken);

    /// <summary>Notes what came of callbacks that were taken.</summary>
    /// <param name="owner">Who took them.</param>
    /// <param name="settlements">What came of each.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask SettleAsync(string owner, ImmutableArray<CallbackSettlement> settlements, CancellationToken cancellationToken);

    /// <summary>Dead letters, the oldest first.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="after">The sequence after which to go on; 0 to start.</param>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<ImmutableArray<StoredCallback>> FindDeadAsync(uint appId, long after, int count, CancellationToken cancellationToken);

    /// <summary>Makes dead letters callbacks again that are due at once and have all their tries before them.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="ids">Which; null for all of the app.</param>
    /// <param name="now">The time, Unix milliseconds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many there were.</returns>
    ValueTask<int> ReviveAsync(uint appId, IReadOnlyCollection<string>? ids, long now, CancellationToken cancellationToken);

    /// <summary>How much of an app lies here.</summary>
    ValueTask<OutboxCount> CountAsync(uint appId, CancellationToken cancellationToken);
}
