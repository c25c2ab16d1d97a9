using System.Data.Common;
using ZimCall.Server;

namespace ZimCall.Storage.Sql;

/// <summary>Reads from a database, tries again where that can help, and says what is wrong where it cannot.</summary>
internal sealed class SqlReader(DbDataSource source, IDatabaseErrors errors, TimeProvider time)
{
    /// <summary>Reads the rows of a query.</summary>
    /// <exception cref="CallStoreException">The database cannot be read.</exception>
    public async ValueTask<List<T>> ReadAsync<T>(
        string sql,
        Action<DbCommand> bind,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken)
    {
        var patience = new Patience(errors, time);
        while (true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                await using var command = connection.Command(sql);
                bind(command);
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                List<T> rows = [];
                while (await reader.ReadAsync(cancellationToken))
                {
                    rows.Add(read(reader));
                }

                return rows;
            }
            catch (DbException exception)
            {
                await patience.WaitOrThrowAsync(exception, cancellationToken);
            }
        }
    }
}
