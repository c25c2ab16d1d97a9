using ZimCall.Server;
using ZimCall.Server.Tests.Store;
using ZimCall.Storage.Tests.Support;

namespace ZimCall.Storage.Tests;

/// <summary>The contract of every store, on PostgreSQL.</summary>
[Collection(PostgresCollection.Name)]
[Trait("Needs", "PostgreSQL")]
public sealed class PostgresContractTests(PostgresServer server) : CallStoreContract
{
    protected override int Rounds => 20;

    protected override async Task<ICallStore> OpenAsync() =>
        await PostgresStore.OpenAsync(new PostgresStoreOptions(await server.CreateDatabaseAsync()), default);

    protected override async Task CloseAsync(ICallStore store) => await ((SqlCallStore)store).DisposeAsync();
}
