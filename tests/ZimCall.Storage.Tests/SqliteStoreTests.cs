using Microsoft.Data.Sqlite;
using ZimCall.Server;
using ZimCall.Server.Tests.Store;
using ZimCall.Storage.Sql;
using ZimCall.Storage.Tests.Support;

namespace ZimCall.Storage.Tests;

/// <summary>What outlives the process on SQLite, and what is said when the disk or the file fails.</summary>
public sealed class SqliteStoreTests : DurableStoreTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "zimcall.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_fails_requests_and_nothing_that_was_stored()
    {
        await using (var store = await SqliteStore.OpenAsync(new SqliteStoreOptions(_folder.Path) { MaxPages = 40 }, default))
        {
            var stored = 0;
            var full = await FluentActions.Awaiting(async () =>
            {
                while (true)
                {
                    await CreateAsync(store, stored);
                    stored++;
                }
            }).Should().ThrowAsync<CallStoreException>();
            full.WithMessage($"The disk of {File} is full*");
            stored.Should().BePositive();
            (await store.FindAsync(Make.Key($"c{stored - 1}"), default)).Should().NotBeNull("the process goes on");
            (await store.FindAsync(Make.Key($"c{stored}"), default)).Should().BeNull();
            await store.Awaiting(s => CreateAsync(s, stored)).Should().ThrowAsync<CallStoreException>();
        }

        await using var roomy = await OpenAsync();
        await CreateAsync(roomy, 1000);
    }

    [Fact]
    public async Task A_store_that_was_closed_is_one_file()
    {
        await using (var store = await OpenAsync())
        {
            await CreateAsync(store, 1);
            (await store.FindAsync(Make.Key("c1"), default)).Should().NotBeNull();
        }

        Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Should().BeEquivalentTo("zimcall.db", "zimcall.lock");
    }

    [Fact]
    public async Task A_file_that_has_disappeared_is_noticed()
    {
        await using var store = await OpenAsync();
        await CreateAsync(store, 1);
        System.IO.File.Delete(File);
        (await store.Awaiting(static s => CreateAsync(s, 2)).Should().ThrowAsync<CallStoreException>()).WithMessage($"{File} has disappeared*");
    }

    [Fact]
    public async Task A_lock_of_another_program_fails_requests_until_it_is_gone()
    {
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions(_folder.Path) { BusySeconds = 1 }, default);
        await CreateAsync(store, 1);
        await using (var other = new SqliteConnection($"Data Source={File};Pooling=false"))
        {
            await other.OpenAsync();
            await other.RunAsync("begin immediate", default);
            (await store.Awaiting(static s => CreateAsync(s, 2)).Should().ThrowAsync<CallStoreException>()).WithMessage($"{File} is locked*");
            (await store.FindAsync(Make.Key("c1"), default)).Should().NotBeNull();
        }

        await CreateAsync(store, 2);
    }

    [Fact]
    public async Task A_folder_of_another_server_is_refused()
    {
        await using var store = await OpenAsync();
        (await FluentActions.Awaiting(OpenAsync).Should().ThrowAsync<CallStoreException>()).WithMessage($"The folder {_folder.Path} is in use by another server*");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await System.IO.File.WriteAllBytesAsync(File, [.. Enumerable.Repeat((byte)'x', 8192)]);
        (await FluentActions.Awaiting(OpenAsync).Should().ThrowAsync<CallStoreException>()).WithMessage($"{File} is damaged*restore it*");
    }

    [Fact]
    public async Task A_damaged_file_fails_requests_and_the_process_goes_on()
    {
        await using var store = await OpenAsync();
        for (var i = 0; i < 200; i++)
        {
            await CreateAsync(store, i);
        }

        await store.DisposeAsync();
        await using (var stream = System.IO.File.OpenWrite(File))
        {
            stream.Position = 8192;
            await stream.WriteAsync(Enumerable.Repeat((byte)0xEE, (int)stream.Length - 8192).ToArray());
        }

        await using var damaged = await OpenAsync();
        (await damaged.Awaiting(static s => CreateAsync(s, 1000)).Should().ThrowAsync<CallStoreException>()).WithMessage($"{File} is damaged*");
        (await damaged.Awaiting(static s => s.FindAsync(Make.Key("c1"), default).AsTask()).Should().ThrowAsync<CallStoreException>())
            .WithMessage($"{File} is damaged*");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var path = Path.Combine(File, "inside");
        await System.IO.File.WriteAllTextAsync(File, "a file, not a folder");
        (await FluentActions.Awaiting(() => SqliteStore.OpenAsync(new SqliteStoreOptions(path), default)).Should().ThrowAsync<CallStoreException>())
            .WithMessage($"The folder {path} cannot be made*");
    }

    [Fact]
    public async Task Every_transaction_is_flushed()
    {
        // What is in the log of writes is what survives; the setting is the connection's and can only be read through it.
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        await SqliteStore.OpenWriterAsync(connection, new SqliteStoreOptions(_folder.Path), default);
        (await ScalarAsync(connection, "pragma journal_mode")).Should().Be("wal");
        (await ScalarAsync(connection, "pragma synchronous")).Should().Be(2L, "2 is FULL");
    }

    protected override Task<SqlCallStore> OpenAsync() => SqliteStore.OpenAsync(new SqliteStoreOptions(_folder.Path), default);

    protected override async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        await connection.OpenAsync();
        await connection.RunAsync(sql, default);
    }

    protected override string Bytes(byte[] bytes) => $"x'{Convert.ToHexString(bytes)}'";

    private static async Task CreateAsync(SqlCallStore store, int i) =>
        (await store.CommitAsync(Make.Create(Make.Call($"c{i}", $"caller{i}", invitees: ["bob"])), default)).Should().Be(CommitResult.Committed);

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.Command(sql);
        return await command.ExecuteScalarAsync();
    }
}
