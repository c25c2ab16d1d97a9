using Microsoft.Extensions.Logging;
using ZimCall.Storage;

namespace ZimCall.Host;

/// <summary>Opens the store that the command line asks for.</summary>
internal static class HostStore
{
    /// <summary>Less than the store's: it is asked while a call waits, and what it cannot say is found out later.</summary>
    private static readonly TimeSpan DirectoryPatience = TimeSpan.FromSeconds(2);

    /// <returns>The store; null for the server's own, in memory.</returns>
    public static async Task<SqlCallStore?> OpenAsync(HostSettings settings, ILoggerFactory logging) => settings.Store switch
    {
        StoreChoice.Sqlite(var folder) => await SqliteStore.OpenAsync(
            WithRetention(new SqliteStoreOptions(folder) { Logging = logging }, settings), CancellationToken.None),
        StoreChoice.Postgres postgres => await PostgresStore.OpenAsync(
            WithRetention(new PostgresStoreOptions(postgres.ToConnectionString()) { Logging = logging }, settings), CancellationToken.None),
        _ => null,
    };

    /// <returns>Where the nodes note their devices; null for a single node.</returns>
    public static PostgresNodeDirectory? OpenDirectory(HostSettings settings, ILoggerFactory logging) =>
        settings is { Cluster: not null, Store: StoreChoice.Postgres postgres }
            ? new PostgresNodeDirectory(
                new PostgresStoreOptions(postgres.ToConnectionString()) { Logging = logging, Patience = DirectoryPatience })
            : null;

    private static SqliteStoreOptions WithRetention(SqliteStoreOptions options, HostSettings settings) =>
        options with { EndedCallRetention = settings.EndedCallRetention ?? options.EndedCallRetention };

    private static PostgresStoreOptions WithRetention(PostgresStoreOptions options, HostSettings settings) =>
        options with { EndedCallRetention = settings.EndedCallRetention ?? options.EndedCallRetention };
}
