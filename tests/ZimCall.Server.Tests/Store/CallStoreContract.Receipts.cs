using System.Text;
using ZimCall.Core;

namespace ZimCall.Server.Tests.Store;

/// <content>Receipts of requests, calls that are due, and names that no call or user can have.</content>
public abstract partial class CallStoreContract
{
    [Fact]
    public async Task A_receipt_is_stored_with_its_change_and_found_again()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CommitsAsync(Make.Create(call) with { Receipt = Receipt("alice", "i1", 7, "created") });
        await CommitsAsync(Make.Change(call.With("bob", MemberState.Received)) with { Receipt = Receipt("alice", "i1", 9, "again") });
        (await RepliesAsync("alice", "i1")).Should().Equal("7 created", "9 again");
        (await RepliesAsync("alice", "i1", 8)).Should().Equal("9 again");
        (await RepliesAsync("alice", "i1", 10)).Should().BeEmpty();
        (await RepliesAsync("alice", "i2")).Should().BeEmpty();
        (await RepliesAsync("bob", "i1")).Should().BeEmpty();
    }

    [Fact]
    public async Task Request_numbers_may_be_as_large_as_they_can_be()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CommitsAsync(Make.Create(call) with { Receipt = Receipt("alice", "i", ulong.MaxValue, "last") });
        await CommitsAsync(Make.Change(call.With("bob", MemberState.Received)) with { Receipt = Receipt("alice", "i", 0, "first") });
        (await RepliesAsync("alice", "i")).Should().Equal("0 first", $"{ulong.MaxValue} last");
        (await RepliesAsync("alice", "i", 1)).Should().Equal($"{ulong.MaxValue} last");
    }

    [Fact]
    public async Task A_commit_whose_receipt_is_stored_changes_nothing()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        var create = Make.Create(call, callerMustBeFree: true) with { Receipt = Receipt("alice", "i1", 1, "first") };
        await CommitsAsync(create);
        (await CommitAsync(create)).Should().Be(CommitResult.AlreadyDone);
        var late = Make.Change(call.With("bob", MemberState.Rejected)) with { Receipt = Receipt("alice", "i1", 1, "second") };
        (await CommitAsync(late)).Should().Be(CommitResult.AlreadyDone);
        Same(await FindAsync("c1"), call);
        (await RepliesAsync("alice", "i1")).Should().Equal("1 first");
    }

    [Fact]
    public async Task The_receipt_of_a_refused_commit_is_not_stored()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CreateAsync(call);
        var receipt = Receipt("alice", "i1", 1, "x");
        (await CommitAsync(Make.Create(call) with { Receipt = receipt })).Should().Be(CommitResult.Conflict);
        (await CommitAsync(new CallCommit(Make.Key("c1"), call.With("bob", MemberState.Received), 5) { Receipt = receipt }))
            .Should().Be(CommitResult.Conflict);
        (await CommitAsync(Make.Create(Make.Call("c2", "alice", invitees: ["bob"]), callerMustBeFree: true) with { Receipt = receipt }))
            .Should().Be(CommitResult.CallerIsInACall);
        (await RepliesAsync("alice", "i1")).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_many_copies_of_a_request_exactly_one_is_carried_out()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var create = Make.Create(Make.Call($"c{round}", "alice", Make.Start + round, "bob"), callerMustBeFree: true)
                with
            { Receipt = Receipt("alice", "i1", (ulong)round, "x") };
            var results = await RaceAsync(Enumerable.Repeat(create, Racers).ToArray(), CommitAsync);
            results.Count(static result => result == CommitResult.Committed).Should().Be(1);
            results.Count(static result => result == CommitResult.AlreadyDone).Should().Be(Racers - 1);
            await ChangeAsync(create.Call.Ended(Make.Start + round));
        }
    }

    [Fact]
    public async Task Calls_that_are_due_come_in_the_order_of_their_deadlines()
    {
        await CreateAsync(Make.Call("late", "alice", Make.Start + 20, "bob"));
        await CreateAsync(Make.Call("early", "carol", Make.Start + 10, "bob"));
        var ended = Make.Call("ended", "dave", Make.Start, "bob");
        await CreateAsync(ended);
        await ChangeAsync(ended.Ended(Make.Start + 1));
        await CreateAsync(Make.Call("never", "erin", Make.Start));
        var due = Make.Start + 90_000;
        (await DueAsync(long.MaxValue)).Should().Equal(("early", due + 10), ("late", due + 20));
        (await DueAsync(long.MaxValue, count: 1)).Should().Equal(("early", due + 10));
        (await DueAsync(due + 20)).Should().Equal(("early", due + 10));
        (await DueAsync(due + 10)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_call_is_due_when_it_was_last_said_to_be()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CreateAsync(call);
        await ChangeAsync(call.With("bob", MemberState.Accepted));
        (await DueAsync(long.MaxValue)).Should().BeEmpty();
    }

    /// <summary>Clients name calls and users before anybody has checked the names.</summary>
    [Fact]
    public async Task Names_that_nothing_can_have_name_nothing()
    {
        const string impossible = "a\0b";
        (await FindAsync(impossible)).Should().BeNull();
        (await ActiveAsync(impossible)).Should().BeEmpty();
        (await HistoryAsync(impossible)).Should().BeEmpty();
        (await UnregisteredAsync(impossible, "bob")).Should().BeEquivalentTo(impossible, "bob");
        (await RepliesAsync("alice", impossible)).Should().BeEmpty();
    }

    private static RequestReceipt Receipt(string userId, string instanceId, ulong requestId, string reply) =>
        new(Make.User(userId), instanceId, requestId, Encoding.UTF8.GetBytes(reply));

    private async Task CommitsAsync(CallCommit commit) => (await CommitAsync(commit)).Should().Be(CommitResult.Committed);

    private async Task<string[]> RepliesAsync(string userId, string instanceId, ulong fromId = 0) =>
        [.. (await Store.FindReceiptsAsync(Make.User(userId), instanceId, fromId, default))
            .Select(static reply => $"{reply.RequestId} {Encoding.UTF8.GetString(reply.Reply.Span)}")];

    private async Task<(string CallId, long Due)[]> DueAsync(long before, int count = 10) =>
        [.. (await Store.FindDueAsync(before, count, default)).Select(static call => (call.Key.CallId, call.Due))];
}
