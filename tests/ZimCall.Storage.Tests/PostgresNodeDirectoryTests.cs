using ZimCall.Server;
using ZimCall.Server.Tests.Cluster;
using ZimCall.Storage.Tests.Support;

namespace ZimCall.Storage.Tests;

/// <summary>The contract of every directory of nodes, on PostgreSQL.</summary>
[Collection(PostgresCollection.Name)]
[Trait("Needs", "PostgreSQL")]
public sealed class PostgresNodeDirectoryTests(PostgresServer server) : NodeDirectoryContract
{
    protected override async Task<INodeDirectory> OpenAsync()
    {
        var options = new PostgresStoreOptions(await server.CreateDatabaseAsync());
        await (await PostgresStore.OpenAsync(options, default)).DisposeAsync();
        return new PostgresNodeDirectory(options);
    }

    protected override async Task CloseAsync(INodeDirectory directory) => await ((PostgresNodeDirectory)directory).DisposeAsync();
}
