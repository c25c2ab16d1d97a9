using ZimCall.Core;

namespace ZimCall.Server.Tests.Store;

/// <summary>What <see cref="ICallStore"/> promises, for every store: a store's tests inherit this and bring the store.</summary>
public abstract partial class CallStoreContract : IAsyncLifetime
{
    /// <summary>The store; empty at the beginning of each test.</summary>
    protected ICallStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await OpenAsync();

    public Task DisposeAsync() => CloseAsync(Store);

    /// <summary>Opens an empty store.</summary>
    protected abstract Task<ICallStore> OpenAsync();

    /// <summary>Closes a store.</summary>
    protected virtual Task CloseAsync(ICallStore store) => Task.CompletedTask;

    [Fact]
    public async Task A_call_that_was_never_stored_is_not_found() => (await FindAsync("c1")).Should().BeNull();

    [Fact]
    public async Task A_new_call_is_found_as_it_was_stored()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        (await CommitAsync(Make.Create(call))).Should().Be(CommitResult.Committed);
        Same(await FindAsync("c1"), call);
    }

    [Fact]
    public async Task A_call_is_created_once()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CreateAsync(call);
        (await CommitAsync(Make.Create(Make.Call("c1", "carol", invitees: ["dave"])))).Should().Be(CommitResult.Conflict);
        Same(await FindAsync("c1"), call);
        (await ActiveAsync("carol")).Should().BeEmpty();
        (await ActiveAsync("dave")).Should().BeEmpty();
        (await HistoryAsync("carol")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_change_takes_the_place_of_what_it_was_decided_on()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CreateAsync(call);
        var accepted = call.With("bob", MemberState.Accepted);
        (await CommitAsync(Make.Change(accepted))).Should().Be(CommitResult.Committed);
        Same(await FindAsync("c1"), accepted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task A_change_of_another_revision_is_a_conflict_and_changes_nothing(long expected)
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CreateAsync(call);
        var second = call.With("bob", MemberState.Received);
        await ChangeAsync(second);
        var late = call.With("bob", MemberState.Rejected).With("carol", MemberState.Accepted);
        (await CommitAsync(new CallCommit(Make.Key("c1"), late, expected))).Should().Be(CommitResult.Conflict);
        Same(await FindAsync("c1"), second);
        (await ActiveAsync("bob")).Should().Equal("c1");
        (await ActiveAsync("carol")).Should().BeEmpty();
        (await HistoryAsync("carol")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_change_of_a_call_that_is_not_there_is_a_conflict()
    {
        (await CommitAsync(Make.Change(Make.Call("c1", "alice").With("bob", MemberState.Accepted)))).Should().Be(CommitResult.Conflict);
        (await FindAsync("c1")).Should().BeNull();
        (await ActiveAsync("alice")).Should().BeEmpty();
        (await ActiveAsync("bob")).Should().BeEmpty();
        (await HistoryAsync("alice")).Should().BeEmpty();
    }

    [Fact]
    public async Task Apps_never_meet()
    {
        var one = Make.Call("c1", "alice", invitees: ["bob"]);
        var two = Make.Call("c1", "alice", Make.Start + 5, "carol");
        (await CommitAsync(Make.Create(one, callerMustBeFree: true))).Should().Be(CommitResult.Committed);
        (await CommitAsync(Make.Create(two, callerMustBeFree: true, app: 2))).Should().Be(CommitResult.Committed);
        Same(await Store.FindAsync(Make.Key("c1"), default), one);
        Same(await Store.FindAsync(Make.Key("c1", app: 2), default), two);
        (await Store.FindActiveAsync(Make.User("bob", app: 2), default)).Should().BeEmpty();
        (await Store.FindHistoryAsync(Make.User("bob", app: 2), 0, 10, default))!.Calls.Should().BeEmpty();
        (await Store.FindHistoryAsync(Make.User("alice", app: 2), 0, 10, default))!.Calls.Should().ContainSingle()
            .Which.CreateTime.Should().Be(two.CreateTime);
        await Store.RegisterAsync(2, ["alice"], default);
        (await Store.FindUnregisteredAsync(1, ["alice"], default)).Should().BeEquivalentTo("alice");
    }

    /// <summary>Every field: what a store forgets, some rule needs.</summary>
    protected static void Same(Call? found, Call expected)
    {
        found.Should().NotBeNull();
        found!.Members.Should().Equal(expected.Members);
        (found with { Members = expected.Members }).Should().Be(expected);
    }

    protected async Task<Call?> FindAsync(string callId) => await Store.FindAsync(Make.Key(callId), default);

    protected async Task<CommitResult> CommitAsync(CallCommit commit) => await Store.CommitAsync(commit, default);

    protected async Task CreateAsync(Call call) => (await CommitAsync(Make.Create(call))).Should().Be(CommitResult.Committed);

    protected async Task ChangeAsync(Call after) => (await CommitAsync(Make.Change(after))).Should().Be(CommitResult.Committed);

    protected async Task<string[]> ActiveAsync(string userId) =>
        [.. (await Store.FindActiveAsync(Make.User(userId), default)).Select(static call => call.CallId).Order(StringComparer.Ordinal)];

    protected async Task<string[]> HistoryAsync(string userId, int count = 100) =>
        [.. (await Store.FindHistoryAsync(Make.User(userId), 0, count, default))!.Calls.Select(static call => call.CallId)];
}
