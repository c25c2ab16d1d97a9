using System.Data.Common;
using Microsoft.Extensions.Logging;
using Npgsql;
using ZimCall.Server;
using ZimCall.Storage.Sql;
using ZimCall.Storage.Writing;

namespace ZimCall.Storage.Postgres;

/// <summary>
/// One of the writers to a PostgreSQL database. A transaction is two round trips: lock and read, then write and commit.
/// Each leaves its number in the writer's row, so that when the answer to a commit is lost, whether it happened is looked up.
/// </summary>
internal sealed class PostgresWriter(NpgsqlDataSource source, PostgresErrors errors, TimeProvider time, ILogger logger) : IBatchWriter
{
    private readonly Guid _id = Guid.CreateVersion7(time.GetUtcNow());
    private long _number;

    public async Task<CommitResult[]> WriteAsync(WriteBatch batch)
    {
        var patience = new Patience(errors, time);
        while (true)
        {
            var transaction = new PostgresTransaction(batch, _id, ++_number, time);
            try
            {
                await transaction.RunAsync(source);
                return transaction.Results;
            }
            catch (DbException exception) when (PostgresErrors.IsPassing(exception))
            {
                await patience.WaitOrThrowAsync(exception, CancellationToken.None);
                if (transaction.WasSent && await HasHappenedAsync(transaction, exception, patience))
                {
                    return transaction.Results;
                }
            }
        }
    }

    public async Task<T> RunAsync<T>(Func<DbConnection, Task<T>> work)
    {
        var patience = new Patience(errors, time);
        while (true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                var result = await work(connection);
                await transaction.CommitAsync();
                return result;
            }
            catch (DbException exception)
            {
                await patience.WaitOrThrowAsync(exception, CancellationToken.None);
            }
        }
    }

    public async Task<int> ForgetAsync(long endedBefore, long receiptsBefore, int count)
    {
        try
        {
            return await PostgresForgetting.RunAsync(source, endedBefore, receiptsBefore, count);
        }
        catch (DbException exception)
        {
            throw new CallStoreException(errors.Explain(exception), exception);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<bool> HasHappenedAsync(PostgresTransaction transaction, DbException cause, Patience patience)
    {
        while (true)
        {
            try
            {
                var happened = await transaction.LookUpAsync(source);
                StoreLog.CommitLookedUp(logger, cause, happened);
                return happened;
            }
            catch (DbException exception)
            {
                // It cannot be found out for now, and is not guessed.
                await patience.WaitOrThrowAsync(exception, CancellationToken.None);
            }
        }
    }
}
