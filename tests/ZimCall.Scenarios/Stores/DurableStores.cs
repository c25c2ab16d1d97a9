using ZimCall.Server;
using ZimCall.Storage;
using ZimCall.Storage.Tests.Support;

namespace ZimCall.Scenarios.Stores;

/// <summary>Makes durable stores for backends in virtual time; they are gone when this is disposed of, which is after the backends.</summary>
internal sealed class DurableStores(PostgresServer? postgres = null) : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SqlCallStore> _stores = [];

    /// <summary>Opens a new database: in the server, or in a file where there is none.</summary>
    public async Task<ICallStore> OpenAsync()
    {
        var store = postgres is null
            ? await SqliteStore.OpenAsync(new SqliteStoreOptions(Path.Combine(_folder.Path, $"{_stores.Count}")), CancellationToken.None)
            : await PostgresStore.OpenAsync(new PostgresStoreOptions(await postgres.CreateDatabaseAsync()), CancellationToken.None);
        _stores.Add(store);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        _folder.Dispose();
    }
}
