using System.Data.Common;
using Microsoft.Extensions.Logging;
using Npgsql;
using ZimCall.Server;
using ZimCall.Storage.Postgres;
using ZimCall.Storage.Schema;
using ZimCall.Storage.Sql;
using ZimCall.Storage.Writing;

namespace ZimCall.Storage;

/// <summary>Keeps calls in a PostgreSQL database, which several servers may share. PostgreSQL 13 or later.</summary>
public static class PostgresStore
{
    internal static SqlDialect Dialect { get; } = new(
        "postgres",
        "begin; select pg_advisory_xact_lock(8674512943)",
        "{0} = any ({1})",
        static texts => texts,
        static rows => rows,
        "for update of c skip locked",
        "members m");

    /// <summary>Opens the store, and makes or updates its tables.</summary>
    /// <exception cref="CallStoreException">It cannot be opened; the message says what is wrong, where, and what to do.</exception>
    public static async Task<SqlCallStore> OpenAsync(PostgresStoreOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = Settings(options);
        var where = $"The database {settings.Database} on {settings.Host}";
        var errors = new PostgresErrors(where, options.Patience);
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        var logger = options.Logging.CreateLogger("ZimCall.Storage");
        DatabaseClock clock;
        try
        {
            StoreLog.PostgresOpened(logger, settings.Database, settings.Host, await PrepareAsync(source, where, cancellationToken));
            clock = await DatabaseClock.StartAsync(token => AskTimeAsync(source, token), options.Time, logger, cancellationToken);
        }
        catch (DbException exception)
        {
            await source.DisposeAsync();
            throw new CallStoreException(errors.Explain(exception), exception);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }

        GroupWriter Writer() => new(new PostgresWriter(source, errors, clock, logger), options.Time, options.MaxBatch);
        GroupWriter[] writers = [.. Enumerable.Range(0, options.Writers).Select(_ => Writer())];

        // By themselves, so that no commit waits for them.
        var (forgetter, outbox) = (Writer(), Writer());
        var forgetting = new Forgetting(forgetter, options.EndedCallRetention, clock, logger);
        return new SqlCallStore(
            new SqlReader(source, errors, options.Time),
            Dialect,
            [.. writers],
            outbox,
            clock,
            [forgetting, forgetter, outbox, .. writers, clock, source]);
    }

    /// <summary>Looks at the database, and changes nothing.</summary>
    /// <exception cref="CallStoreException">It cannot be reached or read; the message says what is wrong, where, and what to do.</exception>
    public static async Task<StoreState> InspectAsync(PostgresStoreOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = Settings(options);
        var where = $"The database {settings.Database} on {settings.Host}";
        await using var source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var exists = connection.Command("select to_regclass('schema_version') is not null");
            var schema = (bool)(await exists.ExecuteScalarAsync(cancellationToken))!
                ? await SchemaUpdate.ReadVersionAsync(connection, cancellationToken)
                : 0;
            return new StoreState(
                $"{settings.Database} on {settings.Host}, PostgreSQL {connection.ServerVersion}",
                schema,
                SchemaUpdate.VersionOf(Dialect),
                await DatabaseClock.MeasureAsync(token => AskTimeAsync(source, token), options.Time, cancellationToken));
        }
        catch (DbException exception)
        {
            throw new CallStoreException(new PostgresErrors(where, options.Patience).Explain(exception), exception);
        }
    }

    internal static NpgsqlConnectionStringBuilder Settings(PostgresStoreOptions options)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new CallStoreException($"The connection string of the PostgreSQL store cannot be read: {exception.Message}", exception);
        }

        // Nothing may wait longer than requests do: not for a connection, not for an answer.
        var seconds = Math.Max(1, (int)Math.Ceiling(options.Patience.TotalSeconds));
        settings.Timeout = seconds;
        settings.CommandTimeout = seconds;
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, 60);
        settings.AutoPrepareMinUsages = 2;

        // Every statement goes through an index, by design. Told so, the planner does not settle on going through whole tables
        // while they are new and small, or its statistics old.
        settings.Options = $"{settings.Options} -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off".Trim();
        settings.ApplicationName ??= "zimcall-server";
        return settings;
    }

    /// <returns>The server's version.</returns>
    private static async Task<string> PrepareAsync(NpgsqlDataSource source, string where, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await SchemaUpdate.RunAsync(connection, Dialect, where, cancellationToken);
        return connection.ServerVersion;
    }

    private static async ValueTask<DateTimeOffset> AskTimeAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = connection.Command("select clock_timestamp()");
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
    }
}
