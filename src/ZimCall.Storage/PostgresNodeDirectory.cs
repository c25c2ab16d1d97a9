using System.Collections.Immutable;
using System.Data.Common;
using Npgsql;
using ZimCall.Server;
using ZimCall.Storage.Postgres;
using ZimCall.Storage.Sql;

namespace ZimCall.Storage;

/// <summary>Where devices are and which nodes live, in the PostgreSQL database that the nodes share.</summary>
public sealed class PostgresNodeDirectory : INodeDirectory, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly PostgresErrors _errors;
    private readonly TimeProvider _time;

    /// <summary>Opens the directory; <see cref="PostgresStore.OpenAsync"/> has made its tables.</summary>
    /// <param name="options">The same as the store's.</param>
    public PostgresNodeDirectory(PostgresStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = PostgresStore.Settings(options);
        _source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        _errors = new PostgresErrors($"The database {settings.Database} on {settings.Host}", options.Patience);
        _time = options.Time;
    }

    /// <inheritdoc/>
    public async ValueTask<DeviceOpening?> OpenAsync(DeviceLogin login, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(login);
        return await TryAsync(connection => OpenAsync(connection, login, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<DeviceClosing> CloseAsync(DeviceSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        return await TryAsync(connection => CloseAsync(connection, session, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ForgetAsync(DeviceSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        await TryAsync(
            connection => RunAsync(connection, DirectoryStatements.Forget, cancellationToken, [.. KeyOf(session), session.SessionId]),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<DeviceSession>> FindAsync(
        uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken) =>
        userIds.IsEmpty ? [] : await TryAsync(
            connection => ReadAsync(connection, DirectoryStatements.Find, ToSession, cancellationToken, (long)appId, userIds.ToArray()),
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<NodeInfo>> RenewAsync(NodeInfo node, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(node);
        return await TryAsync(
            async connection =>
            {
                await RunAsync(connection, DirectoryStatements.Renew, cancellationToken, node.Id, node.Address);
                return await ReadAsync(
                    connection,
                    DirectoryStatements.Live,
                    static row => new NodeInfo(row.GetString(0), row.GetString(1)),
                    cancellationToken,
                    lease);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask LeaveAsync(string nodeId, CancellationToken cancellationToken) =>
        await TryAsync(connection => RunAsync(connection, DirectoryStatements.Leave, cancellationToken, nodeId), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<LostDevice>> AdoptAsync(
        string nodeId, TimeSpan lease, int count, CancellationToken cancellationToken) =>
        await TryAsync(
            async connection =>
            {
                var lost = await ReadAsync(
                    connection,
                    DirectoryStatements.Adopt,
                    static row => new LostDevice(ToSession(row), row.GetInt64(7)),
                    cancellationToken,
                    nodeId,
                    lease,
                    count);
                if (lost.IsEmpty)
                {
                    await RunAsync(connection, DirectoryStatements.ForgetNodes, cancellationToken, lease);
                }

                return lost;
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static async Task<DeviceOpening?> OpenAsync(NpgsqlConnection connection, DeviceLogin login, CancellationToken cancellationToken)
    {
        var session = login.Session;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var sessions = await LockAsync(connection, session.User, cancellationToken);
        var opening = DeviceOpening.Decide(sessions.RemoveAll(static each => each.IsGone), login);
        if (opening?.Before is not null)
        {
            await RunAsync(connection, DirectoryStatements.Move, cancellationToken, [.. KeyOf(opening.Session), opening.Session.NodeId]);
        }
        else if (opening is not null)
        {
            string[] over = [session.DeviceId, .. opening.Displaced.Select(static each => each.DeviceId)];
            await RunAsync(connection, DirectoryStatements.Delete, cancellationToken, (long)session.User.AppId, session.User.UserId, over);
            await RunAsync(
                connection, DirectoryStatements.Insert, cancellationToken, [.. KeyOf(session), session.SessionId, session.InstanceId, session.NodeId]);
        }

        await transaction.CommitAsync(cancellationToken);
        return opening;
    }

    private static async Task<DeviceClosing> CloseAsync(NpgsqlConnection connection, DeviceSession session, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var sessions = await LockAsync(connection, session.User, cancellationToken);
        var own = sessions.FirstOrDefault(each => each.SessionId == session.SessionId && each.NodeId == session.NodeId);
        if (own is null)
        {
            return default;
        }

        // One that is gone already was closed by a try whose answer was lost.
        var isLast = own.IsGone || sessions.Count(static each => !each.IsGone) == 1;
        if (isLast)
        {
            await RunAsync(connection, DirectoryStatements.MarkGone, cancellationToken, KeyOf(own));
        }
        else
        {
            await RunAsync(
                connection, DirectoryStatements.Delete, cancellationToken, (long)own.User.AppId, own.User.UserId, new[] { own.DeviceId });
        }

        await transaction.CommitAsync(cancellationToken);
        return new DeviceClosing(WasOpen: true, isLast);
    }

    /// <summary>Holds off whoever else changes the user's sessions, and reads them.</summary>
    private static async Task<ImmutableArray<DeviceSession>> LockAsync(
        NpgsqlConnection connection, UserKey user, CancellationToken cancellationToken)
    {
        await RunAsync(connection, DirectoryStatements.LockUser, cancellationToken, $"{user.AppId}", user.UserId);
        return await ReadAsync(
            connection, DirectoryStatements.FindAll, ToSession, cancellationToken, (long)user.AppId, user.UserId);
    }

    private static object[] KeyOf(DeviceSession session) => [(long)session.User.AppId, session.User.UserId, session.DeviceId];

    private static DeviceSession ToSession(DbDataReader row) =>
        new(new UserKey((uint)row.GetInt64(0), row.GetString(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5))
        {
            IsGone = row.GetBoolean(6),
        };

    private static async Task<int> RunAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = CommandOf(connection, sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<ImmutableArray<T>> ReadAsync<T>(
        NpgsqlConnection connection, string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = CommandOf(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = ImmutableArray.CreateBuilder<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows.DrainToImmutable();
    }

    private static NpgsqlCommand CommandOf(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    /// <summary>Tries for a bounded time: every change here may be made twice, and has one effect.</summary>
    private async Task<T> TryAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        var patience = new Patience(_errors, _time);
        while (true)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync(cancellationToken);
                return await work(connection);
            }
            catch (DbException exception)
            {
                await patience.WaitOrThrowAsync(exception, cancellationToken);
            }
        }
    }
}
