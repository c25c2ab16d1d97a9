using ZimCall.Core;

namespace ZimCall.Server.Tests.Store;

/// <content>Who is in which call, and who is known at all.</content>
public abstract partial class CallStoreContract
{
    [Fact]
    public async Task Nobody_is_active_without_a_call() => (await ActiveAsync("nobody")).Should().BeEmpty();

    [Theory]
    [InlineData(MemberState.Inviting, true)]
    [InlineData(MemberState.Received, true)]
    [InlineData(MemberState.NotYetReceived, true)]
    [InlineData(MemberState.Accepted, true)]
    [InlineData(MemberState.Rejected, false)]
    [InlineData(MemberState.Cancelled, false)]
    [InlineData(MemberState.Timeout, false)]
    [InlineData(MemberState.Quit, false)]
    public async Task A_member_is_active_while_pending_or_in_the_call(MemberState state, bool isActive)
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CreateAsync(call);
        await ChangeAsync(call.With("bob", state));
        (await ActiveAsync("bob")).Should().Equal(isActive ? ["c1"] : []);
        (await Store.CountActiveAsync(new UserKey(Make.App, "bob"), 10, default)).Should().Be(isActive ? 1 : 0);
        (await ActiveAsync("alice")).Should().Equal("c1");
        (await HistoryAsync("bob")).Should().Equal("c1");
    }

    [Fact]
    public async Task Users_who_are_active_anywhere_can_be_gone_through()
    {
        await CreateAsync(Make.Call("c1", "alice", invitees: ["bob"]));
        await CreateAsync(Make.Call("c2", "alice", invitees: ["carol"]));
        var ended = Make.Call("c3", "dave", invitees: ["erin"]);
        await CreateAsync(ended);
        await ChangeAsync(ended.With("erin", MemberState.Rejected));

        List<string> users = [];
        UserKey? last = null;
        while (await Store.FindActiveUsersAsync(last, 1, default) is [var next])
        {
            users.Add(next.UserId);
            last = next;
        }

        users.Should().BeEquivalentTo("alice", "bob", "carol", "dave");
    }

    [Fact]
    public async Task The_calls_of_a_user_are_counted_no_further_than_asked_for()
    {
        for (var i = 1; i <= 4; i++)
        {
            await CreateAsync(Make.Call($"c{i}", $"caller{i}", invitees: ["bob"]));
        }

        (await Store.CountActiveAsync(new UserKey(Make.App, "bob"), 10, default)).Should().Be(4);
        (await Store.CountActiveAsync(new UserKey(Make.App, "bob"), 3, default)).Should().Be(3);
        (await Store.CountActiveAsync(new UserKey(Make.App + 1, "bob"), 3, default)).Should().Be(0);
        (await Store.CountActiveAsync(new UserKey(Make.App, "b\0b"), 3, default)).Should().Be(0);
    }

    [Fact]
    public async Task Calls_that_go_on_can_be_looked_at_the_newest_first_and_no_more_than_asked_for()
    {
        (await LiveAsync(10)).Should().BeEmpty();
        for (var i = 1; i <= 4; i++)
        {
            await CreateAsync(Make.Call($"c{i}", $"caller{i}", invitees: ["bob"]) with { CreateTime = Make.Start + i });
        }

        var ended = Make.Call("c5", "dave", invitees: ["erin"]);
        await CreateAsync(ended);
        await ChangeAsync(ended.Ended(Make.Start + 6));
        (await LiveAsync(10)).Should().Equal("c4", "c3", "c2", "c1");
        (await LiveAsync(2)).Should().HaveCount(2).And.BeSubsetOf(["c4", "c3", "c2", "c1"]).And.BeInDescendingOrder();
    }

    private async Task<IEnumerable<string>> LiveAsync(int count) =>
        (await Store.FindLiveAsync(count, default)).Select(static call => call.Call.CallId);

    [Fact]
    public async Task A_member_who_left_and_came_back_is_active_again()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CreateAsync(call);
        var left = call.With("bob", MemberState.Quit);
        await ChangeAsync(left);
        await ChangeAsync(left.With("bob", MemberState.Inviting));
        (await ActiveAsync("bob")).Should().Equal("c1");
        (await HistoryAsync("bob")).Should().Equal("c1");
    }

    [Fact]
    public async Task A_user_who_joins_is_active_and_has_the_call_in_the_list()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CreateAsync(call);
        await ChangeAsync(call.With("carol", MemberState.Accepted));
        (await ActiveAsync("carol")).Should().Equal("c1");
        (await HistoryAsync("carol")).Should().Equal("c1");
    }

    [Fact]
    public async Task Active_calls_come_as_they_are_now()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CreateAsync(call);
        var received = call.With("bob", MemberState.Received);
        await ChangeAsync(received);
        Same((await Store.FindActiveAsync(Make.User("bob"), default)).Should().ContainSingle().Which, received);
    }

    [Fact]
    public async Task Nobody_is_active_in_a_call_that_has_ended()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob", "carol"]);
        await CreateAsync(call);
        await ChangeAsync(call.Ended(Make.Start + 10));
        foreach (var user in new[] { "alice", "bob", "carol" })
        {
            (await ActiveAsync(user)).Should().BeEmpty();
            (await HistoryAsync(user)).Should().Equal("c1");
        }
    }

    [Fact]
    public async Task A_user_can_be_active_in_many_calls()
    {
        for (var i = 0; i < 20; i++)
        {
            await CreateAsync(Make.Call($"c{i:00}", $"caller{i}", Make.Start + i, "bob"));
        }

        await ChangeAsync((await FindAsync("c07"))!.Ended(Make.Start + 100));
        (await ActiveAsync("bob")).Should().Equal(Enumerable.Range(0, 20).Where(static i => i != 7).Select(static i => $"c{i:00}"));
    }

    [Fact]
    public async Task A_caller_that_must_be_free_and_is_in_a_call_creates_none()
    {
        await CreateAsync(Make.Call("c1", "alice", invitees: ["bob"]));
        (await CommitAsync(Make.Create(Make.Call("c2", "alice", invitees: ["carol"]), callerMustBeFree: true)))
            .Should().Be(CommitResult.CallerIsInACall);
        (await FindAsync("c2")).Should().BeNull();
        (await ActiveAsync("alice")).Should().Equal("c1");
        (await ActiveAsync("carol")).Should().BeEmpty();
        (await HistoryAsync("alice")).Should().Equal("c1");
    }

    [Fact]
    public async Task A_caller_that_need_not_be_free_creates_a_second_call()
    {
        await CreateAsync(Make.Call("c1", "alice", invitees: ["bob"]));
        await CreateAsync(Make.Call("c2", "alice", invitees: ["bob"]));
        (await ActiveAsync("alice")).Should().Equal("c1", "c2");
    }

    [Fact]
    public async Task A_caller_who_is_only_invited_elsewhere_is_free()
    {
        await CreateAsync(Make.Call("c1", "alice", invitees: ["bob"]));
        (await CommitAsync(Make.Create(Make.Call("c2", "bob", invitees: ["carol"]), callerMustBeFree: true))).Should().Be(CommitResult.Committed);
    }

    [Theory]
    [InlineData(MemberState.Quit)]
    [InlineData(MemberState.Cancelled)]
    public async Task A_caller_who_has_left_is_free(MemberState state)
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CreateAsync(call);
        await ChangeAsync(call.With("alice", state));
        (await CommitAsync(Make.Create(Make.Call("c2", "alice", invitees: ["bob"]), callerMustBeFree: true))).Should().Be(CommitResult.Committed);
    }

    [Fact]
    public async Task A_member_who_accepts_or_joins_is_not_free()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CreateAsync(call);
        await ChangeAsync(call.With("bob", MemberState.Accepted).With("carol", MemberState.Accepted) with { Revision = 2 });
        foreach (var user in new[] { "bob", "carol" })
        {
            (await CommitAsync(Make.Create(Make.Call($"of-{user}", user, invitees: ["dave"]), callerMustBeFree: true)))
                .Should().Be(CommitResult.CallerIsInACall);
        }
    }

    [Fact]
    public async Task A_caller_is_free_when_its_call_has_ended()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CreateAsync(call);
        await ChangeAsync(call.Ended(Make.Start + 10));
        (await CommitAsync(Make.Create(Make.Call("c2", "alice", invitees: ["bob"]), callerMustBeFree: true))).Should().Be(CommitResult.Committed);
    }

    [Fact]
    public async Task A_callID_that_is_taken_leaves_the_caller_free()
    {
        await CreateAsync(Make.Call("c1", "alice", invitees: ["bob"]));
        foreach (var user in new[] { "bob", "carol" })
        {
            (await CommitAsync(Make.Create(Make.Call("c1", user, invitees: ["dave"]), callerMustBeFree: true))).Should().Be(CommitResult.Conflict);
            (await CommitAsync(Make.Create(Make.Call($"of-{user}", user, invitees: ["dave"]), callerMustBeFree: true)))
                .Should().Be(CommitResult.Committed, "{0} is in no call", user);
        }

        (await ActiveAsync("bob")).Should().Equal("c1", "of-bob");
    }

    [Fact]
    public async Task Users_are_unregistered_until_they_are_registered_and_registered_for_good()
    {
        (await UnregisteredAsync("alice", "bob", "carol")).Should().BeEquivalentTo("alice", "bob", "carol");
        await Store.RegisterAsync(Make.App, ["alice", "bob"], default);
        (await UnregisteredAsync("alice", "bob", "carol")).Should().BeEquivalentTo("carol");
        await Store.RegisterAsync(Make.App, ["bob", "carol"], default);
        (await UnregisteredAsync("alice", "bob", "carol")).Should().BeEmpty();
        (await UnregisteredAsync()).Should().BeEmpty();
        (await UnregisteredAsync("dave", "dave")).Should().BeEquivalentTo("dave");
    }

    [Fact]
    public async Task Users_are_told_apart_by_case()
    {
        await Store.RegisterAsync(Make.App, ["alice"], default);
        (await UnregisteredAsync("Alice")).Should().BeEquivalentTo("Alice");
    }

    [Fact]
    public async Task To_be_a_member_is_not_to_be_registered()
    {
        await CreateAsync(Make.Call("c1", "alice", invitees: ["bob"]));
        (await UnregisteredAsync("alice", "bob")).Should().BeEquivalentTo("alice", "bob");
    }

    private async Task<IReadOnlySet<string>> UnregisteredAsync(params string[] userIds) =>
        await Store.FindUnregisteredAsync(Make.App, [.. userIds], default);
}
