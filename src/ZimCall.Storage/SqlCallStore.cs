using System.Collections.Immutable;
using System.Data.Common;
using ZimCall.Core;
using ZimCall.Server;
using ZimCall.Storage.Format;
using ZimCall.Storage.Sql;
using ZimCall.Storage.Writing;

namespace ZimCall.Storage;

/// <summary>
/// Keeps everything in an SQL database: what a commit has answered survives the process, and as far as the database does its
/// part the machine. Made by <see cref="SqliteStore"/> and <see cref="PostgresStore"/>.
/// </summary>
public sealed class SqlCallStore : ICallStore, IAsyncDisposable
{
    /// <summary>How many active members calls have at the most: to find so many live calls, so many more lines are looked at.</summary>
    private const int MembersPerCall = Call.Capacity;

    private readonly SqlReader _reader;
    private readonly SqlStatements _statements;
    private readonly SqlDialect _dialect;
    private readonly ImmutableArray<GroupWriter> _writers;
    private readonly IReadOnlyList<IAsyncDisposable> _parts;
    private int _isClosed;

    /// <param name="reader">Reads.</param>
    /// <param name="dialect">The database's dialect.</param>
    /// <param name="writers">Write; the changes of one call go through one of them.</param>
    /// <param name="outbox">Writes what happens to callbacks that are under way.</param>
    /// <param name="clock">The clock that decides deadlines.</param>
    /// <param name="parts">What is disposed of with the store, in this order.</param>
    internal SqlCallStore(
        SqlReader reader,
        SqlDialect dialect,
        ImmutableArray<GroupWriter> writers,
        GroupWriter outbox,
        TimeProvider clock,
        IReadOnlyList<IAsyncDisposable> parts)
    {
        _reader = reader;
        _dialect = dialect;
        _statements = new SqlStatements(dialect);
        _writers = writers;
        _parts = parts;
        Clock = clock;
        Outbox = new SqlCallbackOutbox(reader, outbox, dialect);
    }

    /// <summary>The clock to give the backend: where several nodes share a database, it is the database's.</summary>
    public TimeProvider Clock { get; }

    /// <inheritdoc/>
    public bool OutlivesProcess => true;

    /// <inheritdoc/>
    public ICallbackOutbox Outbox { get; }

    /// <inheritdoc/>
    public async ValueTask<Call?> FindAsync(CallKey key, CancellationToken cancellationToken)
    {
        if (!Names.IsPossible(key.CallId))
        {
            return null;
        }

        var found = await _reader.ReadAsync(
            SqlStatements.FindCall,
            command => command.With("app", (long)key.AppId).With("call", key.CallId),
            static row => row.GetFieldValue<byte[]>(0),
            cancellationToken);
        return found.Count == 0 ? null : CallFormat.Read(key.CallId, found[0]);
    }

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await WriterOf(commit.Key.CallId).CommitAsync(commit);
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Call>> FindActiveAsync(UserKey user, CancellationToken cancellationToken) =>
        Names.IsPossible(user.UserId)
            ? [.. await ReadCallsAsync(_statements.FindActive, command => With(command, user), cancellationToken)]
            : [];

    /// <inheritdoc/>
    public async ValueTask<int> CountActiveAsync(UserKey user, int most, CancellationToken cancellationToken) =>
        Names.IsPossible(user.UserId)
            ? (await _reader.ReadAsync(
                _statements.CountActive,
                command => With(command, user).With("most", (long)most),
                static row => (int)row.GetInt64(0),
                cancellationToken))[0]
            : 0;

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<UserKey>> FindActiveUsersAsync(UserKey? after, int count, CancellationToken cancellationToken) =>
    [
        .. await _reader.ReadAsync(
            SqlStatements.FindActiveUsers,
            command => With(command, after ?? new UserKey(0, "")).With("count", (long)count),
            static row => new UserKey((uint)row.GetInt64(0), row.GetString(1)),
            cancellationToken),
    ];

    /// <inheritdoc/>
    public async ValueTask<CallPage?> FindHistoryAsync(UserKey user, long after, int count, CancellationToken cancellationToken)
    {
        if (!Names.IsPossible(user.UserId))
        {
            return after == 0 ? new CallPage([], HasMore: false) : null;
        }

        List<Call> calls;
        if (after == 0)
        {
            calls = await ReadCallsAsync(
                SqlStatements.FindFirstPage,
                command => With(command, user).With("count", (long)count + 1),
                cancellationToken);
        }
        else
        {
            var time = CallCursor.TimeOf(after);
            var callIds = await _reader.ReadAsync(
                SqlStatements.FindCallIdsOfTime,
                command => With(command, user).With("newestFirst", -time),
                static row => row.GetString(0),
                cancellationToken);
            if (callIds.Find(callId => CallCursor.Names(after, time, callId)) is not { } last)
            {
                return null;
            }

            calls = await ReadCallsAsync(
                SqlStatements.FindNextPage,
                command => With(command, user).With("newestFirst", -time).With("call", last).With("count", (long)count + 1),
                cancellationToken);
        }

        return new CallPage([.. calls.Take(count)], calls.Count > count);
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<StoredReply>> FindReceiptsAsync(
        UserKey user,
        string instanceId,
        ulong fromId,
        CancellationToken cancellationToken)
    {
        if (!Names.IsPossible(user.UserId) || !Names.IsPossible(instanceId))
        {
            return [];
        }

        return
        [
            .. await _reader.ReadAsync(
                SqlStatements.FindReceipts,
                command => With(command, user).With("instance", instanceId).With("from", RequestNumber.ToStored(fromId)),
                static row => new StoredReply(RequestNumber.FromStored(row.GetInt64(0)), row.GetFieldValue<byte[]>(1)),
                cancellationToken),
        ];
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<DueCall>> FindDueAsync(long before, int count, CancellationToken cancellationToken) =>
    [
        .. await _reader.ReadAsync(
            SqlStatements.FindDue,
            command => command.With("before", before).With("count", (long)count),
            static row => new DueCall(new CallKey((uint)row.GetInt64(0), row.GetString(1)), row.GetInt64(2)),
            cancellationToken),
    ];

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<AppCall>> FindLiveAsync(int count, CancellationToken cancellationToken) =>
    [
        .. await _reader.ReadAsync(
            _statements.FindLive,
            command => command.With("members", (long)count * MembersPerCall).With("count", (long)count),
            static row => new AppCall((uint)row.GetInt64(0), CallFormat.Read(row.GetString(1), row.GetFieldValue<byte[]>(2))),
            cancellationToken),
    ];

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<CallChange>> FindChangesAsync(CallKey key, CancellationToken cancellationToken)
    {
        if (!Names.IsPossible(key.CallId))
        {
            return [];
        }

        var found = await _reader.ReadAsync(
            SqlStatements.FindChanges,
            command => command.With("app", (long)key.AppId).With("call", key.CallId),
            static row => row.GetFieldValue<byte[]>(0),
            cancellationToken);
        return found.Count == 0 ? [] : HistoryFormat.Read(key.CallId, found[0]);
    }

    /// <inheritdoc/>
    public async ValueTask RegisterAsync(uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken)
    {
        // Every login comes here, and nearly all of them are of users who are registered: they cost no write.
        var unregistered = await FindUnregisteredAsync(appId, userIds, cancellationToken);
        if (!unregistered.IsEmpty)
        {
            await WriterOf(unregistered.First()).RegisterAsync([.. unregistered.Select(userId => new UserKey(appId, userId))]);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableHashSet<string>> FindUnregisteredAsync(
        uint appId,
        ImmutableArray<string> userIds,
        CancellationToken cancellationToken)
    {
        var possible = userIds.Where(Names.IsPossible).ToArray();
        if (possible.Length == 0)
        {
            return [.. userIds];
        }

        var known = await _reader.ReadAsync(
            _statements.FindUsers,
            command => command.With("app", (long)appId).With("users", _dialect.TextsValue(possible)),
            static row => row.GetString(0),
            cancellationToken);
        return userIds.ToImmutableHashSet().Except(known);
    }

    /// <summary>Finishes what is being written, and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        foreach (var part in _parts)
        {
            await part.DisposeAsync();
        }
    }

    private static DbCommand With(DbCommand command, UserKey user) =>
        command.With("app", (long)user.AppId).With("user", user.UserId);

    private async ValueTask<List<Call>> ReadCallsAsync(string sql, Action<DbCommand> bind, CancellationToken cancellationToken)
    {
        var rows = await _reader.ReadAsync(
            sql, bind, static row => (CallId: row.GetString(0), Body: row.GetFieldValue<byte[]>(1)), cancellationToken);
        return rows.ConvertAll(static row => CallFormat.Read(row.CallId, row.Body));
    }

    /// <summary>One call's changes meet in one writer, which puts them in order; in another they would wait for each other's locks.</summary>
    private GroupWriter WriterOf(string name) =>
        _writers[(int)((uint)string.GetHashCode(name, StringComparison.Ordinal) % (uint)_writers.Length)];
}
