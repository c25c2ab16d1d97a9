using System.Collections.Immutable;
using System.Data.Common;
using ZimCall.Server;
using ZimCall.Storage.Sql;
using ZimCall.Storage.Writing;

namespace ZimCall.Storage;

/// <summary>The outbox of callbacks, beside the calls in their database.</summary>
internal sealed class SqlCallbackOutbox(SqlReader reader, GroupWriter writer, SqlDialect dialect) : ICallbackOutbox
{
    private readonly OutboxStatements _statements = new(dialect);

    public async ValueTask AddAsync(ImmutableArray<OutgoingCallback> callbacks, CancellationToken cancellationToken) =>
        await RunAsync(
            async connection =>
            {
                foreach (var callback in callbacks)
                {
                    await ExecuteAsync(connection, OutboxStatements.Add, command => command
                        .With("id", callback.Id)
                        .With("app", (long)callback.AppId)
                        .With("lane", callback.Lane)
                        .With("event", callback.Event)
                        .With("fields", callback.Fields.ToArray())
                        .With("createdAt", callback.CreatedAt));
                }

                return callbacks.Length;
            },
            cancellationToken);

    public async ValueTask<ImmutableArray<StoredCallback>> TakeAsync(
        uint appId, string owner, long now, long leaseEnd, int count, CancellationToken cancellationToken) =>
        await RunAsync(
            async connection =>
            {
                await using var find = connection.Command(_statements.FindFirst)
                    .With("app", (long)appId).With("now", now).With("count", (long)count);
                var taken = ImmutableArray.CreateBuilder<StoredCallback>();
                await using (var row = await find.ExecuteReaderAsync(CancellationToken.None))
                {
                    while (await row.ReadAsync(CancellationToken.None))
                    {
                        taken.Add(ToCallback(row));
                    }
                }

                if (taken.Count > 0)
                {
                    await ExecuteAsync(connection, _statements.Take, command => command
                        .With("owner", owner)
                        .With("leaseEnd", leaseEnd)
                        .With("sequences", dialect.RowsValue([.. taken.Select(static callback => callback.Sequence)])));
                }

                taken.Sort(static (x, y) => x.Sequence.CompareTo(y.Sequence));
                return taken.DrainToImmutable();
            },
            cancellationToken);

    public async ValueTask SettleAsync(string owner, ImmutableArray<CallbackSettlement> settlements, CancellationToken cancellationToken) =>
        await RunAsync(
            async connection =>
            {
                // In one order on all nodes, so that they do not wait for each other in a circle.
                foreach (var settlement in settlements.OrderBy(static settlement => settlement.Callback.Sequence))
                {
                    await SettleAsync(connection, owner, settlement);
                }

                return settlements.Length;
            },
            cancellationToken);

    public async ValueTask<ImmutableArray<StoredCallback>> FindDeadAsync(
        uint appId, long after, int count, CancellationToken cancellationToken) =>
    [
        .. await reader.ReadAsync(
            OutboxStatements.FindDead,
            command => command.With("app", (long)appId).With("after", after).With("count", (long)count),
            ToCallback,
            cancellationToken),
    ];

    public async ValueTask<int> ReviveAsync(uint appId, IReadOnlyCollection<string>? ids, long now, CancellationToken cancellationToken) =>
        await RunAsync(
            connection => ExecuteAsync(connection, ids is null ? OutboxStatements.ReviveAll : _statements.Revive, command =>
            {
                command.With("app", (long)appId).With("now", now);
                if (ids is not null)
                {
                    command.With("ids", dialect.TextsValue([.. ids.Where(Names.IsPossible)]));
                }
            }),
            cancellationToken);

    public async ValueTask<OutboxCount> CountAsync(uint appId, CancellationToken cancellationToken) =>
        (await reader.ReadAsync(
            OutboxStatements.Count,
            command => command.With("app", (long)appId),
            static row => new OutboxCount(row.GetInt64(0), row.GetInt64(1)),
            cancellationToken))[0];

    private static async Task SettleAsync(DbConnection connection, string owner, CallbackSettlement settlement)
    {
        var (sequence, callback, _) = settlement.Callback;
        var sql = settlement.Outcome switch
        {
            CallbackOutcome.Delivered => OutboxStatements.Remove,
            CallbackOutcome.Retry => OutboxStatements.PutOff,
            _ => OutboxStatements.Bury,
        };
        var isRetry = settlement.Outcome == CallbackOutcome.Retry;
        var changed = await ExecuteAsync(connection, sql, command =>
        {
            command.With("sequence", sequence).With("owner", owner);
            if (isRetry)
            {
                command.With("due", settlement.RetryAt);
            }
        });
        if (isRetry && changed > 0)
        {
            await ExecuteAsync(connection, OutboxStatements.PutOffLane, command => command
                .With("due", settlement.RetryAt).With("app", (long)callback.AppId).With("lane", callback.Lane));
        }
    }

    private static async Task<int> ExecuteAsync(DbConnection connection, string sql, Action<DbCommand> bind)
    {
        await using var command = connection.Command(sql);
        bind(command);
        return await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static StoredCallback ToCallback(DbDataReader row) => new(
        row.GetInt64(0),
        new OutgoingCallback(
            row.GetString(1),
            (uint)row.GetInt64(2),
            row.GetString(3),
            row.GetString(4),
            row.GetFieldValue<byte[]>(5),
            row.GetInt64(6)),
        row.GetInt32(7));

    private async Task<T> RunAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await writer.RunAsync(work);
    }
}
