using ZimCall.Core;

namespace ZimCall.Server.Tests.Store;

/// <summary>The memory store: the contract, and how it forgets.</summary>
public class MemoryCallStoreTests : CallStoreContract
{
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(10);

    protected override Task<ICallStore> OpenAsync() => Task.FromResult<ICallStore>(new MemoryCallStore(TimeSpan.FromHours(1), 100_000));

    [Fact]
    public async Task A_call_that_ended_is_forgotten_after_the_retention_time_when_another_ends()
    {
        var store = new MemoryCallStore(Retention, 100);
        await EndAsync(store, "c1", 0);
        await EndAsync(store, "c2", Retention.TotalMilliseconds);
        (await store.FindAsync(Make.Key("c1"), default)).Should().NotBeNull("its time is not over");
        await EndAsync(store, "c3", Retention.TotalMilliseconds + 1);
        await IsForgottenAsync(store, "c1");
        (await HistoryAsync(store)).Should().Equal("c3", "c2");
    }

    [Fact]
    public async Task The_calls_that_ended_first_are_forgotten_when_there_are_too_many()
    {
        var store = new MemoryCallStore(Retention, 2);
        await EndAsync(store, "c1", 1);
        await EndAsync(store, "c2", 2);
        (await HistoryAsync(store)).Should().Equal("c2", "c1");
        await EndAsync(store, "c3", 3);
        await IsForgottenAsync(store, "c1");
        (await HistoryAsync(store)).Should().Equal("c3", "c2");
    }

    [Fact]
    public async Task A_store_that_keeps_none_forgets_at_once()
    {
        var store = new MemoryCallStore(Retention, 0);
        await EndAsync(store, "c1", 1);
        await IsForgottenAsync(store, "c1");
        (await HistoryAsync(store)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_call_that_goes_on_is_never_forgotten()
    {
        var store = new MemoryCallStore(Retention, 0);
        await store.CommitAsync(Make.Create(Make.Call("going", "alice", invitees: ["bob"])), default);
        for (var i = 0; i < 10; i++)
        {
            await EndAsync(store, $"c{i}", i * 1e9);
        }

        (await store.FindAsync(Make.Key("going"), default)).Should().NotBeNull();
        (await HistoryAsync(store)).Should().Equal("going");
    }

    [Fact]
    public async Task A_change_of_a_call_that_has_ended_does_not_make_it_count_twice()
    {
        var store = new MemoryCallStore(Retention, 2);
        await EndAsync(store, "c1", 1);
        var ended = (await store.FindAsync(Make.Key("c1"), default))!;
        for (var i = 0; i < 5; i++)
        {
            ended = ended with { Revision = ended.Revision + 1 };
            (await store.CommitAsync(Make.Change(ended), default)).Should().Be(CommitResult.Committed);
        }

        await EndAsync(store, "c2", 2);
        (await HistoryAsync(store)).Should().Equal("c2", "c1");
    }

    [Fact]
    public async Task No_call_is_forgotten_too_early_when_many_end_at_once()
    {
        // One is due to be forgotten each time; whoever takes it out must not take the next one with it.
        const int racers = 4;
        for (var round = 0; round < 500; round++)
        {
            var store = new MemoryCallStore(Retention, 100);
            await EndAsync(store, "old", 0);
            for (var i = 0; i < racers; i++)
            {
                await store.CommitAsync(Make.Create(Make.Call($"c{i}", $"caller{i}", invitees: ["bob"])), default);
            }

            using var barrier = new Barrier(racers);
            await Task.WhenAll(Enumerable.Range(0, racers).Select(i => Task.Factory.StartNew(
                () =>
                {
                    barrier.SignalAndWait();
                    var end = Make.Call($"c{i}", $"caller{i}", invitees: ["bob"]).Ended(Make.Start + (long)Retention.TotalMilliseconds + 1);
                    return store.CommitAsync(Make.Change(end), default).AsTask();
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()));
            (await HistoryAsync(store)).Should().Equal("c0", "c1", "c2", "c3");
        }
    }

    private static async Task EndAsync(MemoryCallStore store, string callId, double endMs)
    {
        var call = Make.Call(callId, "alice", Make.Start + (long)endMs, "bob");
        (await store.CommitAsync(Make.Create(call), default)).Should().Be(CommitResult.Committed);
        (await store.CommitAsync(Make.Change(call.Ended(Make.Start + (long)endMs)), default)).Should().Be(CommitResult.Committed);
    }

    private static async Task IsForgottenAsync(MemoryCallStore store, string callId)
    {
        (await store.FindAsync(Make.Key(callId), default)).Should().BeNull();
        (await store.CommitAsync(Make.Create(Make.Call(callId, "zoe", invitees: ["yan"])), default))
            .Should().Be(CommitResult.Committed, "it is forgotten as a whole");
    }

    private static async Task<string[]> HistoryAsync(MemoryCallStore store) =>
        [.. (await store.FindHistoryAsync(Make.User("bob"), 0, 100, default))!.Calls.Select(static call => call.CallId)];
}
