using ZimCall.Server;
using ZimCall.Server.Tests.Store;
using ZimCall.Storage.Tests.Support;

namespace ZimCall.Storage.Tests;

/// <summary>The contract of every store, on SQLite.</summary>
public sealed class SqliteContractTests : CallStoreContract
{
    private readonly TemporaryFolder _folder = new();

    protected override int Rounds => 20;

    protected override async Task<ICallStore> OpenAsync() => await SqliteStore.OpenAsync(new SqliteStoreOptions(_folder.Path), default);

    protected override async Task CloseAsync(ICallStore store)
    {
        await ((SqlCallStore)store).DisposeAsync();
        _folder.Dispose();
    }
}
