using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>
/// Where calls and registered users are kept. The contract, which CallStoreContract in the tests shows for every store:
/// <list type="bullet">
/// <item>A commit is atomic: the call and everything that lists it change together, or nothing does.</item>
/// <item>A commit whose expected revision is not the stored one changes nothing and answers Conflict; of two commits on
/// one revision exactly one succeeds.</item>
/// <item>Of two new calls of one caller that must be free, and would both leave the caller in a call, exactly one is
/// stored.</item>
/// <item>A commit whose receipt is stored already changes nothing and answers AlreadyDone, whatever else is to be said of
/// it; otherwise its receipt is stored if and only if the change is.</item>
/// <item>The changes and the callbacks of a commit are stored if and only if it is.</item>
/// <item>When a commit has returned, the change survives whatever the store promises to survive, and every later read
/// sees it.</item>
/// <item>A call that has ended is kept for the store's retention time, and may then be forgotten as a whole.</item>
/// <item>A store that fails throws <see cref="CallStoreException"/>; the outcome of the commit is then unknown.</item>
/// </list>
/// All methods may be called at the same time from any thread.
/// </summary>
public interface ICallStore
{
    /// <summary>
    /// Whether there may be calls in the store that this process has not written: from before it started, or from other
    /// processes. Then somebody has to look after their deadlines.
    /// </summary>
    bool OutlivesProcess { get; }

    /// <summary>How many changes of a call are remembered at the most.</summary>
    public const int MaxChanges = 500;

    /// <summary>The callbacks that are still to be delivered.</summary>
    ICallbackOutbox Outbox { get; }

    /// <summary>The call, or null when there is none.</summary>
    ValueTask<Call?> FindAsync(CallKey key, CancellationToken cancellationToken);

    /// <summary>Stores a change.</summary>
    ValueTask<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancellationToken);

    /// <summary>The calls that go on and in which the user is pending or Accepted, in no order.</summary>
    ValueTask<ImmutableArray<Call>> FindActiveAsync(UserKey user, CancellationToken cancellationToken);

    /// <summary>In how many calls that go on the user is pending or Accepted; no more than <paramref name="most"/> are counted.</summary>
    ValueTask<int> CountActiveAsync(UserKey user, int most, CancellationToken cancellationToken);

    /// <summary>The users who are pending or Accepted in a call that goes on, in a fixed order.</summary>
    /// <param name="after">The user after whom to go on; null to start.</param>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<ImmutableArray<UserKey>> FindActiveUsersAsync(UserKey? after, int count, CancellationToken cancellationToken);

    /// <summary>A page of all calls the user is or was a member of (R-QRY).</summary>
    /// <param name="user">The user.</param>
    /// <param name="after">A flag of <see cref="CallCursor"/>; 0 to start.</param>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The page; null when the flag names no call of the user.</returns>
    ValueTask<CallPage?> FindHistoryAsync(UserKey user, long after, int count, CancellationToken cancellationToken);

    /// <summary>What the requests of a client instance were answered, as far as it was stored and is not forgotten.</summary>
    /// <param name="user">The user.</param>
    /// <param name="instanceId">The client instance.</param>
    /// <param name="fromId">The lowest request number of interest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answers in the order of their numbers.</returns>
    ValueTask<ImmutableArray<StoredReply>> FindReceiptsAsync(
        UserKey user,
        string instanceId,
        ulong fromId,
        CancellationToken cancellationToken);

    /// <summary>
    /// The calls that something is due to happen to. They are not reserved: whoever looks after one commits on the revision
    /// that it has read, so of several who do, one has an effect.
    /// </summary>
    /// <param name="before">Due before this, in Unix milliseconds.</param>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Those that are due first, in that order.</returns>
    ValueTask<ImmutableArray<DueCall>> FindDueAsync(long before, int count, CancellationToken cancellationToken);

    /// <summary>
    /// Calls that go on, for an operator to look at: when there are more than are asked for, any of them. The newest first.
    /// </summary>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<ImmutableArray<AppCall>> FindLiveAsync(int count, CancellationToken cancellationToken);

    /// <summary>
    /// What happened to a call, oldest first; empty when there is no such call. It is kept as long as the call is, of many
    /// changes the latest (<see cref="KeptChanges"/>).
    /// </summary>
    ValueTask<ImmutableArray<CallChange>> FindChangesAsync(CallKey key, CancellationToken cancellationToken);

    /// <summary>Registers users: from then on they can be invited (R-INV-5). Those who are registered stay so.</summary>
    ValueTask RegisterAsync(uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken);

    /// <summary>Those of the users who are not registered.</summary>
    ValueTask<ImmutableHashSet<string>> FindUnregisteredAsync(
        uint appId,
        ImmutableArray<string> userIds,
        CancellationToken cancellationToken);
}
