using System.Text;
using ZimCall.Core;
using ZimCall.Server;
using ZimCall.Server.Tests.Store;

namespace ZimCall.Storage.Tests;

/// <summary>What stores promise that outlive the process, on each of them.</summary>
public abstract class DurableStoreTests
{
    [Fact]
    public async Task What_was_stored_is_there_when_the_store_is_opened_again()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]).With("bob", MemberState.Received);
        await using (var store = await OpenAsync())
        {
            store.OutlivesProcess.Should().BeTrue();
            await store.CommitAsync(
                Make.Create(call) with
                {
                    Receipt = new RequestReceipt(Make.User("alice"), "i", 1, "reply"u8.ToArray()),
                    Changes = [new CallChange(Make.Start, 1, CallChangeKind.Create, "alice", ["bob"], "")],
                    Callbacks = [Callback("first"), Callback("second")],
                },
                default);
            var taken = await store.Outbox.TakeAsync(Make.App, "n", Make.Start, Make.Start, 1, default);
            await store.Outbox.SettleAsync("n", [new CallbackSettlement(taken[0], CallbackOutcome.Dead)], default);
            await store.RegisterAsync(Make.App, ["alice"], default);
        }

        await using var again = await OpenAsync();
        var found = (await again.FindAsync(Make.Key("c1"), default))!;
        (found with { Members = call.Members }).Should().Be(call);
        found.Members.Should().Equal(call.Members);
        (await again.FindActiveAsync(Make.User("bob"), default)).Should().HaveCount(1);
        (await again.FindDueAsync(long.MaxValue, 10, default)).Should().Equal(new DueCall(Make.Key("c1"), call.NextDeadline));
        (await again.FindUnregisteredAsync(Make.App, ["alice", "bob"], default)).Should().BeEquivalentTo("bob");
        var reply = (await again.FindReceiptsAsync(Make.User("alice"), "i", 0, default)).Should().ContainSingle().Which;
        Encoding.UTF8.GetString(reply.Reply.Span).Should().Be("reply");
        (await again.FindChangesAsync(Make.Key("c1"), default)).Should().ContainSingle().Which.Kind.Should().Be(CallChangeKind.Create);
        (await again.Outbox.FindDeadAsync(Make.App, 0, 10, default)).Single().Callback.Id.Should().Be("first");
        (await again.Outbox.TakeAsync(Make.App, "n", Make.Start, Make.Start, 10, default)).Single().Callback.Id.Should().Be("second");
    }

    [Fact]
    public async Task Dead_letters_are_forgotten_with_the_calls_of_their_time_and_nothing_else_of_the_outbox()
    {
        await using (var store = await OpenAsync())
        {
            await store.Outbox.AddAsync([Callback("old") with { CreatedAt = 1 }, Callback("waits") with { CreatedAt = 1 }], default);
            await store.Outbox.AddAsync([Callback("new") with { Lane = "c2" }], default);
            foreach (var taken in await store.Outbox.TakeAsync(Make.App, "n", Make.Start, Make.Start, 10, default))
            {
                await store.Outbox.SettleAsync("n", [new CallbackSettlement(taken, CallbackOutcome.Dead)], default);
            }
        }

        await ForgetAsync();
        await using var again = await OpenAsync();
        (await again.Outbox.FindDeadAsync(Make.App, 0, 10, default)).Single().Callback.Id.Should().Be("new");
        (await again.Outbox.CountAsync(Make.App, default)).Waiting.Should().Be(1);
    }

    [Fact]
    public async Task Calls_that_ended_longer_ago_than_the_retention_are_forgotten_as_a_whole_and_no_others()
    {
        await using (var store = await OpenAsync())
        {
            // One ended in 1970, one goes on since, one ended in what is the future.
            await EndedAsync(store, Make.Call("old", "alice", 1, "bob"));
            await store.CommitAsync(Make.Create(Make.Call("going", "alice", 1, "bob")), default);
            await EndedAsync(store, Make.Call("new", "alice", Make.Start, "bob"));
        }

        await ForgetAsync();
        await using var again = await OpenAsync();
        (await again.FindAsync(Make.Key("old"), default)).Should().BeNull();
        foreach (var user in new[] { "alice", "bob" })
        {
            (await again.FindHistoryAsync(Make.User(user), 0, 10, default))!.Calls.Select(static call => call.CallId).Should().Equal("new", "going");
        }

        (await again.CommitAsync(Make.Create(Make.Call("old", "zoe", invitees: ["yan"])), default)).Should().Be(CommitResult.Committed);
    }

    [Theory]
    [InlineData(9, 1)]
    [InlineData(11, 0)]
    public async Task Receipts_are_kept_for_ten_minutes(int minutes, int left)
    {
        await using (var store = await OpenAsync())
        {
            await store.CommitAsync(
                Make.Create(Make.Call("c", "alice")) with { Receipt = new RequestReceipt(Make.User("alice"), "i", 1, new byte[] { 1 }) },
                default);
        }

        await ExecuteAsync($"update receipts set made_at = made_at - {minutes * 60_000}");
        await ForgetAsync();
        await using var again = await OpenAsync();
        (await again.FindReceiptsAsync(Make.User("alice"), "i", 0, default)).Should().HaveCount(left);
    }

    [Fact]
    public async Task A_database_that_a_newer_program_has_used_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        await ExecuteAsync("update schema_version set version = 1000");
        var refused = await FluentActions.Awaiting(OpenAsync).Should().ThrowAsync<CallStoreException>();
        refused.WithMessage("*schema version 1000*newer version of the program*");
    }

    [Fact]
    public async Task A_call_that_a_newer_program_has_written_in_another_format_is_not_misread()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(Make.Create(Make.Call("c1", "alice")), default);
        await ExecuteAsync("update calls set body = " + Bytes([0x08, 0x63]));
        (await store.Awaiting(static s => s.FindAsync(Make.Key("c1"), default).AsTask()).Should().ThrowAsync<CallStoreException>())
            .WithMessage("*format 99*");
    }

    [Fact]
    public async Task What_a_newer_program_has_added_to_a_call_does_no_harm()
    {
        await using var store = await OpenAsync();
        var call = Make.Call("c1", "alice");
        await store.CommitAsync(Make.Create(call), default);

        // Field 1000, a varint.
        await ExecuteAsync("update calls set body = body || " + Bytes([0xC0, 0x3E, 0x01]));
        (await store.FindAsync(Make.Key("c1"), default))!.Members.Should().Equal(call.Members);
    }

    /// <summary>Opens the test's store, for the first time or again.</summary>
    protected abstract Task<SqlCallStore> OpenAsync();

    /// <summary>Does something to the database behind the store's back.</summary>
    protected abstract Task ExecuteAsync(string sql);

    /// <summary>Bytes in the database's words.</summary>
    protected abstract string Bytes(byte[] bytes);

    private static OutgoingCallback Callback(string id) => new(id, Make.App, "c1", "call_create", "{}"u8.ToArray(), Make.Start);

    private static async Task EndedAsync(SqlCallStore store, Call call)
    {
        await store.CommitAsync(Make.Create(call), default);
        await store.CommitAsync(Make.Change(call.Ended(call.CreateTime + 10)), default);
    }

    /// <summary>Forgetting begins when a store is opened, and closing the store waits for it.</summary>
    private async Task ForgetAsync() => await (await OpenAsync()).DisposeAsync();
}
