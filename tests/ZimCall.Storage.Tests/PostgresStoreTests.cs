using Npgsql;
using ZimCall.Core;
using ZimCall.Server;
using ZimCall.Server.Tests.Store;
using ZimCall.Storage.Tests.Support;

namespace ZimCall.Storage.Tests;

/// <summary>What outlives the process on PostgreSQL, several nodes on one database, and a database that fails.</summary>
[Collection(PostgresCollection.Name)]
[Trait("Needs", "PostgreSQL")]
public sealed class PostgresStoreTests(PostgresServer server) : DurableStoreTests, IAsyncLifetime
{
    private string _database = null!;

    public async Task InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Nodes_that_start_at_once_on_an_empty_database_all_come_up()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(OpenAsync)));
        foreach (var store in stores)
        {
            await store.RegisterAsync(Make.App, ["alice"], default);
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Of_calls_of_one_caller_on_several_nodes_exactly_one_is_created()
    {
        await using var one = await OpenAsync();
        await using var two = await OpenAsync();
        for (var round = 0; round < 30; round++)
        {
            var calls = Enumerable.Range(0, 8).Select(i => Make.Call($"c{round}-{i}", "alice", Make.Start + round, "bob")).ToArray();
            var results = await Task.WhenAll(calls.Select((call, i) => Task.Run(
                () => (i % 2 == 0 ? one : two).CommitAsync(Make.Create(call, callerMustBeFree: true), default).AsTask())));
            results.Count(static result => result == CommitResult.Committed).Should().Be(1);
            results.Count(static result => result == CommitResult.CallerIsInACall).Should().Be(7);
            var winner = calls[Array.IndexOf(results, CommitResult.Committed)];
            await one.CommitAsync(Make.Change(winner.Ended(Make.Start + round)), default);
        }
    }

    [Fact]
    public async Task Copies_of_a_request_on_several_nodes_are_carried_out_once()
    {
        await using var one = await OpenAsync();
        await using var two = await OpenAsync();
        for (var round = 0; round < 30; round++)
        {
            var call = Make.Call($"c{round}", $"caller{round}", Make.Start, "bob");
            var receipt = new RequestReceipt(Make.User(call.Caller), "i", 1, new byte[] { 1 });
            await CopiesAsync(Make.Create(call, callerMustBeFree: true) with { Receipt = receipt });
            await CopiesAsync(Make.Change(call.With("bob", MemberState.Accepted)) with { Receipt = receipt with { RequestId = 2 } });
        }

        async Task CopiesAsync(CallCommit commit)
        {
            var results = await Task.WhenAll(new[] { one, two, one, two }.Select(store => Task.Run(() => store.CommitAsync(commit, default).AsTask())));
            results.Count(static result => result == CommitResult.Committed).Should().Be(1);
            results.Count(static result => result == CommitResult.AlreadyDone).Should().Be(3);
        }
    }

    /// <summary>Both find the name free, and one is told by the database at the last moment that it is not.</summary>
    [Fact]
    public async Task Of_nodes_that_take_one_callID_at_once_only_the_first_has_callbacks_and_a_history()
    {
        await using var one = await OpenAsync();
        await using var two = await OpenAsync();
        for (var round = 0; round < 60; round++)
        {
            var commits = Enumerable.Range(0, 2).Select(i => Make.Create(Make.Call($"c{round}", $"caller{i}")) with
            {
                Changes = [new CallChange(Make.Start, 1, CallChangeKind.Create, $"caller{i}", [], "")],
                Callbacks = [new OutgoingCallback($"caller{i}", Make.App, $"c{round}", "e", "{}"u8.ToArray(), Make.Start)],
            }).ToArray();
            var results = await Task.WhenAll(commits.Select((commit, i) => Task.Run(
                () => (i == 0 ? one : two).CommitAsync(commit, default).AsTask())));
            results.Should().BeEquivalentTo([CommitResult.Committed, CommitResult.Conflict]);
            var winner = commits[Array.IndexOf(results, CommitResult.Committed)].Call.Caller;
            (await one.FindChangesAsync(Make.Key($"c{round}"), default)).Single().Actor.Should().Be(winner);
            var taken = await two.Outbox.TakeAsync(Make.App, "n", Make.Start, Make.Start + 1000, 10, default);
            taken.Single().Callback.Id.Should().Be(winner);
            await two.Outbox.SettleAsync("n", [new CallbackSettlement(taken[0], CallbackOutcome.Delivered)], default);
        }
    }

    [Fact]
    public async Task Nodes_that_take_callbacks_at_once_never_take_the_same()
    {
        await using var one = await OpenAsync();
        await using var two = await OpenAsync();
        OutgoingCallback[] callbacks =
        [
            .. Enumerable.Range(0, 400).Select(static i => new OutgoingCallback($"{i}", Make.App, $"c{i % 200}", "e", "{}"u8.ToArray(), Make.Start)),
        ];
        await one.Outbox.AddAsync([.. callbacks], default);
        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).Outbox
            .TakeAsync(Make.App, $"{i}", Make.Start, Make.Start + 60_000, 7, default).AsTask())));
        taken.SelectMany(static some => some).Select(static callback => callback.Callback.Lane).Should().OnlyHaveUniqueItems();
        taken.SelectMany(static some => some).Should().OnlyContain(static callback => int.Parse(callback.Callback.Id) < 200, "they are the first of their lanes");
    }

    /// <summary>Calls in opposite orders, from several nodes: if locks were taken in a circle, the database would break it by failing one.</summary>
    [Fact]
    public async Task Nodes_that_change_the_same_calls_at_once_all_come_to_an_end()
    {
        await using var one = await OpenAsync();
        await using var two = await OpenAsync();
        var calls = Enumerable.Range(0, 40).Select(static i => Make.Call($"c{i}", $"caller{i}", Make.Start, "bob")).ToArray();
        foreach (var call in calls)
        {
            await one.CommitAsync(Make.Create(call), default);
        }

        for (var round = 0; round < 10; round++)
        {
            var results = await Task.WhenAll(
                calls.Select(call => one.CommitAsync(Make.Change(call.With("bob", MemberState.Received)), default).AsTask())
                    .Concat(calls.Reverse().Select(call => two.CommitAsync(Make.Change(call.With("bob", MemberState.Received)), default).AsTask())));
            results.Count(static result => result == CommitResult.Committed).Should().Be(calls.Length);
            calls = [.. calls.Select(static call => call.With("bob", MemberState.Received))];
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_that_is_cut_off_is_looked_up_and_happens_once(bool hasHappened)
    {
        await using var proxy = new CuttingProxy(_database);
        await using var store = await OpenAsync(proxy.ConnectionString);
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        var create = Make.Create(call, callerMustBeFree: true) with { Receipt = new RequestReceipt(Make.User("alice"), "i", 1, new byte[] { 1 }) };
        proxy.CutNext(afterCommit: hasHappened);
        (await store.CommitAsync(create, default)).Should().Be(CommitResult.Committed);
        proxy.Cuts.Should().Be(1);

        proxy.CutNext(afterCommit: hasHappened);
        (await store.CommitAsync(Make.Change(call.With("bob", MemberState.Accepted)), default)).Should().Be(CommitResult.Committed);
        proxy.Cuts.Should().Be(2);
        (await store.FindAsync(Make.Key("c1"), default))!.Revision.Should().Be(2);
        (await store.FindActiveAsync(Make.User("bob"), default)).Should().HaveCount(1);
        (await store.CommitAsync(create, default)).Should().Be(CommitResult.AlreadyDone);
    }

    [Fact]
    public async Task A_database_that_is_away_fails_requests_in_bounded_time_and_is_used_again_when_it_is_back()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(Make.Create(Make.Call("c1", "alice", invitees: ["bob"])), default);
        await server.StopAsync("QUIT");
        try
        {
            foreach (var request in new Func<Task>[]
            {
                () => store.CommitAsync(Make.Create(Make.Call("c2", "carol")), default).AsTask(),
                () => store.FindAsync(Make.Key("c1"), default).AsTask(),
                () => store.RegisterAsync(Make.App, ["dave"], default).AsTask(),
            })
            {
                (await request.Should().ThrowAsync<CallStoreException>()).WithMessage("The database * cannot be reached*");
            }
        }
        finally
        {
            await server.StartAsync();
        }

        (await store.CommitAsync(Make.Create(Make.Call("c3", "carol")), default)).Should().Be(CommitResult.Committed);
        (await store.FindAsync(Make.Key("c1"), default)).Should().NotBeNull("it was stored before the crash");
    }

    [Fact]
    public async Task When_no_connection_is_to_be_had_requests_fail_and_go_on_when_there_is_one()
    {
        await using var store = await OpenAsync(_database + ";Maximum Pool Size=1");
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await store.CommitAsync(Make.Create(call), default);
        await using (var other = new NpgsqlConnection(_database + ";Pooling=false"))
        {
            await other.OpenAsync();
            await using var hold = await other.BeginTransactionAsync();
            await using (var held = new NpgsqlCommand("select 1 from calls for update", other))
            {
                await held.ExecuteNonQueryAsync();
            }

            var commit = store.CommitAsync(Make.Change(call.With("bob", MemberState.Accepted)), default).AsTask();
            await commit.Awaiting(static c => c).Should().ThrowAsync<CallStoreException>("the row is locked for longer than anybody waits");
        }

        (await store.CommitAsync(Make.Change(call.With("bob", MemberState.Accepted)), default)).Should().Be(CommitResult.Committed);
    }

    [Fact]
    public async Task The_databases_clock_decides_whatever_this_machines_says()
    {
        await using var store = await PostgresStore.OpenAsync(
            new PostgresStoreOptions(_database) { Time = new WrongTime(TimeSpan.FromSeconds(5)) }, default);
        await using var source = NpgsqlDataSource.Create(_database + ";Pooling=false");
        await using var command = source.CreateCommand("select clock_timestamp()");
        var database = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync())!);
        store.Clock.GetUtcNow().Should().BeCloseTo(database, TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("Host=DIR;Database=nowhere;Username=postgres", "*database nowhere on * does not exist*createdb*")]
    [InlineData("Host=DIR;Database=postgres;Username=nobody", "*The database postgres on *nobody*")]
    [InlineData("Host=/nowhere;Database=postgres;Username=postgres;Timeout=1", "The database postgres on /nowhere cannot be reached*")]
    [InlineData("Hots=db", "The connection string of the PostgreSQL store cannot be read*")]
    public async Task What_keeps_it_from_starting_is_one_sentence(string connectionString, string sentence)
    {
        var folder = new NpgsqlConnectionStringBuilder(_database).Host!;
        var opening = FluentActions.Awaiting(() => OpenAsync(connectionString.Replace("DIR", folder, StringComparison.Ordinal)));
        (await opening.Should().ThrowAsync<CallStoreException>()).WithMessage(sentence);
    }

    [Fact]
    public void A_connection_string_is_not_told() =>
        new PostgresStoreOptions("Password=hush").ToString().Should().NotContain("hush");

    protected override Task<SqlCallStore> OpenAsync() => OpenAsync(_database);

    protected override Task ExecuteAsync(string sql) => PostgresServer.ExecuteAsync(_database, sql);

    protected override string Bytes(byte[] bytes) => $"decode('{Convert.ToHexString(bytes)}', 'hex')";

    private static Task<SqlCallStore> OpenAsync(string connectionString) =>
        PostgresStore.OpenAsync(new PostgresStoreOptions(connectionString) { Patience = TimeSpan.FromSeconds(2) }, default);
}
