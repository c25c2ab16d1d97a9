using System.Collections.Immutable;
using System.Text;
using ZimCall.Core;

namespace ZimCall.Server.Tests.Store;

/// <content>Callbacks that are to be delivered.</content>
public abstract partial class CallStoreContract
{
    private const long Lease = 60_000;

    [Fact]
    public async Task Callbacks_are_stored_with_their_change_and_taken_as_they_were_stored()
    {
        var callback = new OutgoingCallback("id1", Make.App, "c1", "call_create", "{\"ä\":1}"u8.ToArray(), Make.Start + 3);
        await CommitsAsync(Make.Create(Make.Call("c1", "alice")) with { Callbacks = [callback] });
        (await TakeAsync(Make.Start + 2)).Should().BeEmpty();
        var taken = (await TakeAsync(Make.Start + 3)).Should().ContainSingle().Which;
        taken.Attempts.Should().Be(0);
        (taken.Callback with { Fields = callback.Fields }).Should().Be(callback);
        Encoding.UTF8.GetString(taken.Callback.Fields.Span).Should().Be("{\"ä\":1}");
        (await Store.Outbox.CountAsync(Make.App, default)).Should().Be(new OutboxCount(1, 0), "it is taken, and not yet delivered");
    }

    [Fact]
    public async Task The_callbacks_of_a_refused_commit_are_not_stored()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CommitsAsync(Make.Create(call) with { Callbacks = [Callback("c1", "1")], Receipt = Receipt("alice", "i", 1, "x") });
        (await CommitAsync(Make.Create(call) with { Callbacks = [Callback("c1", "2")] })).Should().Be(CommitResult.Conflict);
        (await CommitAsync(new CallCommit(Make.Key("c1"), call.With("bob", MemberState.Received), 5) { Callbacks = [Callback("c1", "3")] }))
            .Should().Be(CommitResult.Conflict);
        (await CommitAsync(Make.Create(Make.Call("c2", "alice"), callerMustBeFree: true) with { Callbacks = [Callback("c2", "4")] }))
            .Should().Be(CommitResult.CallerIsInACall);
        (await CommitAsync(Make.Change(call.With("bob", MemberState.Received))
            with
        { Callbacks = [Callback("c1", "5")], Receipt = Receipt("alice", "i", 1, "x") })).Should().Be(CommitResult.AlreadyDone);
        (await AllAsync()).Should().Equal("1");
    }

    [Fact]
    public async Task Callbacks_of_one_lane_come_one_after_the_other_in_their_order()
    {
        await AddAsync(Callback("c1", "1"), Callback("c1", "2"), Callback("c2", "3"), Callback("c1", "4"));
        var first = await TakeAsync();
        Ids(first).Should().Equal("1", "3");
        (await TakeAsync()).Should().BeEmpty();
        await SettleAsync(first[0], CallbackOutcome.Delivered);
        var second = await TakeAsync();
        Ids(second).Should().Equal("2");
        await SettleAsync(second[0], CallbackOutcome.Delivered);
        Ids(await TakeAsync()).Should().Equal("4");
    }

    [Fact]
    public async Task No_more_are_taken_than_asked_for()
    {
        await AddAsync([.. Enumerable.Range(0, 5).Select(static i => Callback($"c{i}", $"{i}"))]);
        Ids(await TakeAsync(count: 2)).Should().Equal("0", "1");
        Ids(await TakeAsync(count: 10)).Should().Equal("2", "3", "4");
    }

    [Fact]
    public async Task One_that_failed_comes_again_when_it_is_time_and_those_behind_it_wait()
    {
        await AddAsync(Callback("c1", "1"), Callback("c1", "2"), Callback("c2", "3"));
        var taken = await TakeAsync();
        await SettleAsync(taken[0], CallbackOutcome.Retry, Make.Start + 2000);
        await SettleAsync(taken[1], CallbackOutcome.Delivered);
        (await TakeAsync(Make.Start + 1999)).Should().BeEmpty();
        var again = (await TakeAsync(Make.Start + 2000)).Should().ContainSingle().Which;
        again.Callback.Id.Should().Be("1");
        again.Attempts.Should().Be(1);
        await SettleAsync(again, CallbackOutcome.Retry, Make.Start + 4000);
        (await TakeAsync(Make.Start + 4000)).Single().Attempts.Should().Be(2);
    }

    [Fact]
    public async Task Nobody_else_takes_what_somebody_has_until_the_lease_ends()
    {
        await AddAsync(Callback("c1", "1"));
        await TakeAsync(owner: "dead");
        (await TakeAsync(Make.Start + Lease - 1, "other")).Should().BeEmpty();
        var taken = await TakeAsync(Make.Start + Lease, "other");
        Ids(taken).Should().Equal("1");

        await SettleAsync(taken[0], CallbackOutcome.Delivered, owner: "dead");
        (await Store.Outbox.CountAsync(Make.App, default)).Waiting.Should().Be(1, "who had it before has no say any more");
        await SettleAsync(taken[0], CallbackOutcome.Delivered, owner: "other");
        (await Store.Outbox.CountAsync(Make.App, default)).Waiting.Should().Be(0);
    }

    [Fact]
    public async Task Of_many_who_take_at_once_each_gets_others()
    {
        await AddAsync([.. Enumerable.Range(0, 100).SelectMany(static i => new[] { Callback($"c{i}", $"{i}a"), Callback($"c{i}", $"{i}b") })]);
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(owner => Task.Run(
            () => Store.Outbox.TakeAsync(Make.App, $"node{owner}", Make.Start + 1, Make.Start + Lease, 4, default).AsTask())));
        taken.SelectMany(static some => Ids(some)).Should().OnlyHaveUniqueItems().And.OnlyContain(static id => id.EndsWith('a'));
        Ids(await TakeAsync()).Should().OnlyContain(static id => id.EndsWith('a')).And.NotIntersectWith(taken.SelectMany(static some => Ids(some)));
    }

    [Fact]
    public async Task A_dead_letter_is_kept_and_those_behind_it_go_on()
    {
        await AddAsync(Callback("c1", "1"), Callback("c1", "2"));
        await SettleAsync((await TakeAsync())[0], CallbackOutcome.Dead);
        Ids(await TakeAsync()).Should().Equal("2");
        var dead = (await DeadAsync()).Should().ContainSingle().Which;
        dead.Callback.Id.Should().Be("1");
        dead.Attempts.Should().Be(1);
        (await Store.Outbox.CountAsync(Make.App, default)).Should().Be(new OutboxCount(1, 1));
        (await Store.Outbox.FindDeadAsync(2, 0, 10, default)).Should().BeEmpty("another app's");
    }

    [Fact]
    public async Task Dead_letters_are_listed_page_by_page()
    {
        await BuryAsync("1", "2", "3");
        var page = await Store.Outbox.FindDeadAsync(Make.App, 0, 2, default);
        Ids(page).Should().Equal("1", "2");
        Ids(await Store.Outbox.FindDeadAsync(Make.App, page[^1].Sequence, 2, default)).Should().Equal("3");
    }

    [Fact]
    public async Task Dead_letters_can_be_sent_again_with_all_their_tries()
    {
        await BuryAsync("1", "2", "3");
        (await Store.Outbox.ReviveAsync(Make.App, ["1", "3", "unknown", "a\0b"], Make.Start + 7, default)).Should().Be(2);
        (await Store.Outbox.ReviveAsync(2, null, Make.Start, default)).Should().Be(0);
        Ids(await DeadAsync()).Should().Equal("2");
        (await TakeAsync(Make.Start + 6)).Should().BeEmpty();
        var taken = await TakeAsync(Make.Start + 7);
        Ids(taken).Should().Equal("1", "3");
        taken.Should().OnlyContain(static callback => callback.Attempts == 0);
        (await Store.Outbox.ReviveAsync(Make.App, null, Make.Start, default)).Should().Be(1);
    }

    [Fact]
    public async Task Callbacks_of_apps_never_meet()
    {
        await AddAsync(Callback("c1", "1"), Callback("c1", "2") with { AppId = 2 });
        Ids(await TakeAsync()).Should().Equal("1");
        Ids(await Store.Outbox.TakeAsync(2, "me", Make.Start, Make.Start + Lease, 10, default)).Should().Equal("2");
    }

    private static OutgoingCallback Callback(string lane, string id) => new(id, Make.App, lane, "call_create", "{}"u8.ToArray(), Make.Start);

    private static string[] Ids(IEnumerable<StoredCallback> callbacks) => [.. callbacks.Select(static callback => callback.Callback.Id)];

    private async Task AddAsync(params OutgoingCallback[] callbacks) => await Store.Outbox.AddAsync([.. callbacks], default);

    private async Task<ImmutableArray<StoredCallback>> TakeAsync(long now = Make.Start, string owner = "me", int count = 10) =>
        await Store.Outbox.TakeAsync(Make.App, owner, now, now + Lease, count, default);

    private async Task SettleAsync(StoredCallback callback, CallbackOutcome outcome, long retryAt = 0, string owner = "me") =>
        await Store.Outbox.SettleAsync(owner, [new CallbackSettlement(callback, outcome, retryAt)], default);

    private async Task<ImmutableArray<StoredCallback>> DeadAsync() => await Store.Outbox.FindDeadAsync(Make.App, 0, 100, default);

    private async Task<List<string>> AllAsync()
    {
        List<string> all = [];
        while (await TakeAsync() is { IsEmpty: false } taken)
        {
            all.AddRange(Ids(taken));
            await Store.Outbox.SettleAsync("me", [.. taken.Select(static c => new CallbackSettlement(c, CallbackOutcome.Delivered))], default);
        }

        return all;
    }

    private async Task BuryAsync(params string[] ids)
    {
        await AddAsync([.. ids.Select(static id => Callback(id, id))]);
        foreach (var taken in await TakeAsync())
        {
            await SettleAsync(taken, CallbackOutcome.Dead);
        }
    }
}
