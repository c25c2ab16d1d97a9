using ZimCall.Core;

namespace ZimCall.Server.Tests.Store;

/// <content>Many at once: what a commit promises holds whoever else commits.</content>
public abstract partial class CallStoreContract
{
    private const int Racers = 8;

    /// <summary>How often each race is run; a store whose commits are slow runs it less often.</summary>
    protected virtual int Rounds => 200;

    [Fact]
    public async Task Of_many_changes_on_one_revision_exactly_one_wins()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var call = Make.Call($"c{round}", "alice", Make.Start + round, "bob");
            await CreateAsync(call);
            var changes = Enumerable.Range(0, Racers).Select(i => call.With($"joiner{i}", MemberState.Accepted)).ToArray();
            var results = await RaceAsync(changes, after => CommitAsync(Make.Change(after)));
            results.Count(static result => result == CommitResult.Committed).Should().Be(1);
            results.Count(static result => result == CommitResult.Conflict).Should().Be(Racers - 1);
            var winner = changes[Array.IndexOf(results, CommitResult.Committed)];
            Same(await FindAsync(call.CallId), winner);
            for (var i = 0; i < Racers; i++)
            {
                (await ActiveAsync($"joiner{i}")).Contains(call.CallId).Should().Be(winner.Find($"joiner{i}") is not null);
            }
        }
    }

    [Fact]
    public async Task Of_many_calls_with_one_callID_exactly_one_is_created()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var calls = Enumerable.Range(0, Racers).Select(i => Make.Call($"c{round}", $"caller{i}", Make.Start + round, "bob")).ToArray();
            var results = await RaceAsync(calls, call => CommitAsync(Make.Create(call, callerMustBeFree: true)));
            results.Count(static result => result == CommitResult.Committed).Should().Be(1);
            var winner = calls[Array.IndexOf(results, CommitResult.Committed)];
            Same(await FindAsync($"c{round}"), winner);
            foreach (var call in calls)
            {
                (await ActiveAsync(call.Caller)).Should().Equal(call == winner ? [call.CallId] : []);
            }

            await ChangeAsync(winner.Ended(Make.Start + round));
        }
    }

    [Fact]
    public async Task Of_many_calls_of_one_caller_that_must_be_free_exactly_one_is_created()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var calls = Enumerable.Range(0, Racers).Select(i => Make.Call($"c{round}-{i}", "alice", Make.Start + round, "bob")).ToArray();
            var results = await RaceAsync(calls, call => CommitAsync(Make.Create(call, callerMustBeFree: true)));
            results.Count(static result => result == CommitResult.Committed).Should().Be(1);
            results.Count(static result => result == CommitResult.CallerIsInACall).Should().Be(Racers - 1);
            var winner = calls[Array.IndexOf(results, CommitResult.Committed)];
            (await ActiveAsync("alice")).Should().Equal(winner.CallId);
            await ChangeAsync(winner.Ended(Make.Start + round));
        }
    }

    /// <summary>Each writer tries again until it has had its turn: nothing is lost, in the call or in the users' lists.</summary>
    [Fact]
    public async Task Writers_who_try_again_all_have_their_turn_and_the_lists_agree_with_the_call()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var callId = $"c{round}";
            await CreateAsync(Make.Call(callId, "alice", Make.Start + round, "bob"));
            MemberState[] states = [MemberState.Accepted, MemberState.Quit, MemberState.Inviting, MemberState.Rejected];
            await RaceAsync(states, async state =>
            {
                while (true)
                {
                    var call = (await FindAsync(callId))!;
                    if (await CommitAsync(Make.Change(call.With("bob", state))) == CommitResult.Committed)
                    {
                        return 0;
                    }
                }
            });
            var last = (await FindAsync(callId))!;
            last.Revision.Should().Be(1 + states.Length);
            (await ActiveAsync("bob")).Contains(callId).Should().Be(last.Find("bob")!.State.IsActive());
            var isFree = await CommitAsync(Make.Create(Make.Call($"of-bob-{round}", "bob", invitees: ["carol"]), callerMustBeFree: true));
            isFree.Should().Be(last.Find("bob")!.State == MemberState.Accepted ? CommitResult.CallerIsInACall : CommitResult.Committed);
            if (isFree == CommitResult.Committed)
            {
                await ChangeAsync((await FindAsync($"of-bob-{round}"))!.Ended(Make.Start));
            }

            await ChangeAsync(last.Ended(Make.Start));
        }
    }

    [Fact]
    public async Task What_has_been_committed_is_seen_by_every_later_read()
    {
        await RaceAsync(Enumerable.Range(0, Racers).ToArray(), async racer =>
        {
            for (var i = 0; i < Rounds / 4; i++)
            {
                var call = Make.Call($"c{racer}-{i}", $"user{racer}", Make.Start + i, "everyone");
                await CreateAsync(call);
                Same(await FindAsync(call.CallId), call);
                (await ActiveAsync(call.Caller)).Should().Contain(call.CallId);
                (await ActiveAsync("everyone")).Should().Contain(call.CallId);
                (await HistoryAsync(call.Caller, 1)).Should().Equal(call.CallId);
                await ChangeAsync(call.Ended(Make.Start + i));
                (await ActiveAsync(call.Caller)).Should().NotContain(call.CallId);
            }

            return 0;
        });
    }

    /// <summary>Lets all go at one moment.</summary>
    private static async Task<TResult[]> RaceAsync<T, TResult>(T[] racers, Func<T, Task<TResult>> run)
    {
        using var barrier = new Barrier(racers.Length);
        return await Task.WhenAll(racers.Select(racer => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait();
                return run(racer);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
    }
}
