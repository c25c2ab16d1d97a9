using System.Data.Common;
using System.Globalization;
using System.Reflection;
using ZimCall.Server;
using ZimCall.Storage.Sql;

namespace ZimCall.Storage.Schema;

/// <summary>
/// Brings a database up to this program's schema, forward only: the embedded scripts that it has not had, in the order of
/// their numbers, in one transaction.
/// </summary>
internal static class SchemaUpdate
{
    /// <summary>The schema that this program works with.</summary>
    public static int VersionOf(SqlDialect dialect) => Scripts(dialect).Last().Version;

    /// <param name="connection">An open connection, to be closed when this fails: that takes the transaction back.</param>
    /// <param name="dialect">Its dialect.</param>
    /// <param name="where">Names the database, for messages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CallStoreException">The database is newer than this program.</exception>
    public static async Task RunAsync(DbConnection connection, SqlDialect dialect, string where, CancellationToken cancellationToken)
    {
        // Several processes may start at once: the first updates, the others find nothing left to do.
        await connection.RunAsync(dialect.LockSchema, cancellationToken);
        await UpdateAsync(connection, dialect, where, cancellationToken);
        await connection.RunAsync("commit", cancellationToken);
    }

    /// <summary>The schema that a database has.</summary>
    public static async Task<int> ReadVersionAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var read = connection.Command("select coalesce(max(version), 0) from schema_version");
        return Convert.ToInt32(await read.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static async Task UpdateAsync(DbConnection connection, SqlDialect dialect, string where, CancellationToken cancellationToken)
    {
        await connection.RunAsync("create table if not exists schema_version (version integer not null)", cancellationToken);
        var found = await ReadVersionAsync(connection, cancellationToken);
        if (found > VersionOf(dialect))
        {
            throw new CallStoreException(
                $"{where} has schema version {found}, and this program knows up to {VersionOf(dialect)}: it was used by a newer "
                + "version of the program. Start that version, or restore the backup made before the update");
        }

        foreach (var (version, name) in Scripts(dialect).Where(script => script.Version > found))
        {
            await using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream);
            await connection.RunAsync(await reader.ReadToEndAsync(cancellationToken), cancellationToken);
            await connection.RunAsync(
                string.Create(CultureInfo.InvariantCulture, $"delete from schema_version; insert into schema_version values ({version})"),
                cancellationToken);
        }
    }

    private static IEnumerable<(int Version, string Name)> Scripts(SqlDialect dialect) =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(dialect.Name, StringComparison.Ordinal))
            .Select(static name => (int.Parse(Path.GetFileNameWithoutExtension(name), CultureInfo.InvariantCulture), name))
            .OrderBy(static script => script.Item1);
}
