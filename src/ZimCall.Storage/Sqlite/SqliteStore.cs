using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ZimCall.Server;
using ZimCall.Storage.Schema;
using ZimCall.Storage.Sql;
using ZimCall.Storage.Sqlite;
using ZimCall.Storage.Writing;

namespace ZimCall.Storage;

/// <summary>Keeps calls in an SQLite database: for one server on one machine, with nothing to install.</summary>
public static class SqliteStore
{
    private const string FileName = "zimcall.db";
    private const string LockName = "zimcall.lock";

    internal static SqlDialect Dialect { get; } = new(
        "sqlite",
        "begin immediate",
        "{0} in (select value from json_each({1}))",
        static texts => JsonSerializer.Serialize(texts, ParameterJson.Default.IReadOnlyCollectionString),
        static rows => JsonSerializer.Serialize(rows, ParameterJson.Default.IReadOnlyCollectionInt64),
        "",

        // By itself it takes the primary key, and with it all the calls that the user ever had.
        "members m indexed by members_active");

    /// <summary>Opens the store, and makes or updates its database.</summary>
    /// <exception cref="CallStoreException">It cannot be opened; the message says what, which file, and what to do.</exception>
    public static async Task<SqlCallStore> OpenAsync(SqliteStoreOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var file = Path.GetFullPath(Path.Combine(options.Folder, FileName));
        var version = SqliteLibrary.EnsureLoaded();
        var hold = Hold(options.Folder);
        var errors = new SqliteErrors(file);
        var connection = new SqliteConnection(ConnectionString(file, SqliteOpenMode.ReadWriteCreate, pooling: false, options.BusySeconds));
        try
        {
            await OpenWriterAsync(connection, options, cancellationToken);
            await SchemaUpdate.RunAsync(connection, Dialect, file, cancellationToken);
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync();
            await hold.DisposeAsync();
            if (exception is SqliteException sqlite)
            {
                throw new CallStoreException(errors.Explain(sqlite), sqlite);
            }

            throw;
        }

        var logger = options.Logging.CreateLogger("ZimCall.Storage");
        StoreLog.SqliteOpened(logger, file, version);
        var source = SqliteFactory.Instance.CreateDataSource(ConnectionString(file, SqliteOpenMode.ReadOnly, pooling: true, options.BusySeconds));
        var writer = new GroupWriter(new SqliteWriter(connection, file, errors, options.Time), options.Time, options.MaxBatch);
        var forgetting = new Forgetting(writer, options.EndedCallRetention, options.Time, logger);
        return new SqlCallStore(
            new SqlReader(source, errors, options.Time),
            Dialect,
            [writer],
            writer,
            options.Time,

            // The writer last: what only reads cannot put the log into the database when it closes.
            [forgetting, source, new PoolEnd(source.ConnectionString), writer, hold]);
    }

    /// <summary>Looks at the database in a folder, and changes nothing; a server may be using it.</summary>
    /// <exception cref="CallStoreException">It cannot be read; the message says what, which file, and what to do.</exception>
    public static async Task<StoreState> InspectAsync(string folder, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(Path.Combine(folder, FileName));
        var database = $"{file}, SQLite {SqliteLibrary.EnsureLoaded()}";
        if (!File.Exists(file))
        {
            return new StoreState(database, 0, SchemaUpdate.VersionOf(Dialect), ClockAhead: null);
        }

        try
        {
            await using var connection = new SqliteConnection(ConnectionString(file, SqliteOpenMode.ReadOnly, pooling: false, busySeconds: 1));
            await connection.OpenAsync(cancellationToken);
            var schema = await SchemaUpdate.ReadVersionAsync(connection, cancellationToken);
            return new StoreState(database, schema, SchemaUpdate.VersionOf(Dialect), ClockAhead: null);
        }
        catch (SqliteException exception)
        {
            throw new CallStoreException(new SqliteErrors(file).Explain(exception), exception);
        }
    }

    private static string ConnectionString(string file, SqliteOpenMode mode, bool pooling, int busySeconds) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = mode,
        Pooling = pooling,
        DefaultTimeout = busySeconds,
    }.ToString();

    /// <summary>Makes the folder, and takes it for this process: two servers on one database would not know of each other's sessions.</summary>
    private static FileStream Hold(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CallStoreException($"The folder {folder} cannot be made: {exception.Message}", exception);
        }

        var path = Path.Combine(folder, LockName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new CallStoreException($"The folder {folder} cannot be written: give the server's user the right to, or name another folder", exception);
        }
        catch (IOException exception)
        {
            throw new CallStoreException(
                $"The folder {folder} is in use by another server, or cannot be written ({exception.Message}): end that server, or name another folder",
                exception);
        }
    }

    internal static async Task OpenWriterAsync(SqliteConnection connection, SqliteStoreOptions options, CancellationToken cancellationToken)
    {
        await connection.OpenAsync(cancellationToken);
        await connection.RunAsync("pragma journal_mode = wal", cancellationToken);

        // Each transaction is on the disk when it has returned, not only safe from a crash of the process.
        await connection.RunAsync("pragma synchronous = full", cancellationToken);
        if (options.MaxPages is { } pages)
        {
            await connection.RunAsync(string.Create(CultureInfo.InvariantCulture, $"pragma max_page_count = {pages}"), cancellationToken);
        }
    }

    /// <summary>Closes the files of connections that lie in the pool.</summary>
    private sealed class PoolEnd(string connectionString) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            using var connection = new SqliteConnection(connectionString);
            SqliteConnection.ClearPool(connection);
            return ValueTask.CompletedTask;
        }
    }
}
