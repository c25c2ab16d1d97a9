using ZimCall.Core;
using ZimCall.Server;
using ZimCall.Server.Tests.Store;
using ZimCall.Storage.Tests.Support;
using ZimCall.Storage.Writing;

namespace ZimCall.Storage.Tests;

/// <summary>Who shares a transaction with whom, and what each is told.</summary>
public sealed class GroupWriterTests : IAsyncDisposable
{
    private readonly GatedWriter _database = new();
    private readonly GroupWriter _writer;

    public GroupWriterTests() => _writer = new GroupWriter(_database, TimeProvider.System, maxBatch: 4);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    [Fact]
    public async Task A_commit_that_is_alone_does_not_wait_for_company()
    {
        var commit = _writer.CommitAsync(New("c1"));
        (await _database.NextAsync()).Commits.Should().HaveCount(1);
        _database.Let();
        (await commit).Should().Be(CommitResult.Committed);
    }

    [Fact]
    public async Task What_waits_while_a_transaction_runs_goes_into_the_next_together()
    {
        var first = _writer.CommitAsync(New("c0"));
        await _database.NextAsync();
        var waiting = Enumerable.Range(1, 3).Select(i => _writer.CommitAsync(New($"c{i}"))).ToArray();
        var registered = _writer.RegisterAsync([Make.User("zoe"), Make.User("amy")]);
        _database.Let();
        await first;
        var batch = await _database.NextAsync();
        batch.Commits.Select(static commit => commit.Key.CallId).Should().Equal("c1", "c2", "c3");
        batch.Users.Select(static user => user.UserId).Should().Equal("amy", "zoe");
        waiting.Should().NotContain(static commit => commit.IsCompleted, "nothing is stored yet");
        _database.Let();
        await Task.WhenAll([.. waiting, registered]);
    }

    [Fact]
    public async Task No_transaction_has_more_than_its_share()
    {
        await WithWaitingAsync([.. Enumerable.Range(0, 6).Select(static i => New($"c{i}"))], [4, 2]);
    }

    [Fact]
    public async Task Two_changes_of_one_call_go_into_two_transactions()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await WithWaitingAsync(
            [Make.Change(call.With("bob", MemberState.Accepted)), New("c2"), Make.Change(call.With("bob", MemberState.Rejected)), New("c3")],
            [3, 1]);
    }

    [Fact]
    public async Task Two_new_calls_of_one_caller_go_into_two_transactions() =>
        await WithWaitingAsync([New("c1", "alice"), New("c2", "alice"), New("c3", "bob")], [2, 1]);

    [Fact]
    public async Task Each_is_told_its_own_result()
    {
        _database.Results = static commit => commit.Key.CallId == "c1" ? CommitResult.Conflict : CommitResult.Committed;
        var results = await WithWaitingAsync([New("c1"), New("c2"), New("c3")], [3]);
        results.Should().Equal(CommitResult.Conflict, CommitResult.Committed, CommitResult.Committed);
    }

    [Fact]
    public async Task One_that_cannot_be_written_takes_nothing_from_the_others()
    {
        _database.Results = static commit => commit.Key.CallId == "c2" ? throw new InvalidOperationException("poison") : CommitResult.Committed;
        var first = _writer.CommitAsync(New("c0"));
        await _database.NextAsync();
        var commits = new[] { "c1", "c2", "c3" }.Select(callId => _writer.CommitAsync(New(callId))).ToArray();
        for (var i = 0; i < 5; i++)
        {
            _database.Let();
        }

        await first;
        (await commits[0]).Should().Be(CommitResult.Committed);
        (await commits[2]).Should().Be(CommitResult.Committed);
        (await commits[1].Awaiting(static commit => commit).Should().ThrowAsync<CallStoreException>()).WithMessage("*poison*");
    }

    [Fact]
    public async Task When_the_store_fails_everybody_in_the_transaction_hears_of_it_and_the_next_one_is_tried()
    {
        _database.Results = static commit => commit.Key.CallId == "c1" ? throw new CallStoreException("disk full") : CommitResult.Committed;
        var first = _writer.CommitAsync(New("c1"));
        await _database.NextAsync();
        _database.Let();
        (await first.Awaiting(static commit => commit).Should().ThrowAsync<CallStoreException>()).WithMessage("disk full");
        var second = _writer.CommitAsync(New("c2"));
        _database.Let();
        (await second).Should().Be(CommitResult.Committed);
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        await _writer.DisposeAsync();
        await _writer.Awaiting(static writer => writer.CommitAsync(New("c1"))).Should().ThrowAsync<CallStoreException>();
    }

    private static CallCommit New(string callId, string? caller = null) => Make.Create(Make.Call(callId, caller ?? $"caller-of-{callId}"));

    /// <summary>Lets commits wait behind a transaction, and sees them written in transactions of these sizes.</summary>
    private async Task<CommitResult[]> WithWaitingAsync(CallCommit[] commits, int[] sizes)
    {
        var first = _writer.CommitAsync(New("first"));
        await _database.NextAsync();
        var waiting = commits.Select(_writer.CommitAsync).ToArray();
        _database.Let();
        await first;
        foreach (var size in sizes)
        {
            (await _database.NextAsync()).Commits.Should().HaveCount(size);
            _database.Let();
        }

        return await Task.WhenAll(waiting);
    }
}
