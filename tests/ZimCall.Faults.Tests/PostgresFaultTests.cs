using ZimCall.Faults.Tests.Load;
using ZimCall.Faults.Tests.Support;

namespace ZimCall.Faults.Tests;

/// <summary>Three nodes on PostgreSQL; nodes, the database and the ways between them fail while users call each other.</summary>
[Collection(PostgresCollection.Name)]
[Trait("Category", "Faults")]
[Trait("Needs", "PostgreSQL")]
public sealed class PostgresFaultTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Random _random = new(7);
    private Cluster _cluster = null!;
    private Crowd _crowd = null!;

    public async Task InitializeAsync()
    {
        _cluster = await Cluster.StartAsync(postgres);
        _crowd = new Crowd(_cluster.Nodes, size: 12, seed: 100);
        try
        {
            await _crowd.LoginAsync();
        }
        catch
        {
            // xunit disposes of nothing that did not begin well.
            await DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        await _crowd.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    /// <summary>Seen to fail, by timeouts told too late, without DeadlineSweep.</summary>
    [Fact]
    public async Task Nodes_are_killed() => await FailAsync(async round =>
    {
        var node = _random.Next(3);
        await _cluster.Nodes[node].KillAsync();

        // Without it for a while, in which its calls' deadlines pass.
        await Rounds.LetWorkAsync(round);
        await _cluster.StartAsync(node);
    });

    [Fact]
    public async Task Nodes_are_restarted_one_after_the_other() => await FailAsync(async _ =>
    {
        for (var node = 0; node < 3; node++)
        {
            (await _cluster.Nodes[node].TerminateAsync()).Should().Be(0);
            await _cluster.StartAsync(node);
        }
    });

    /// <summary>Seen to fail when GroupWriter.WriteAsync completes a group before it writes it.</summary>
    [Theory]
    [InlineData("INT")]
    [InlineData("KILL")]
    public async Task The_database_is_restarted(string signal) => await FailAsync(async _ =>
    {
        _crowd.Ledger.ExcusedUntil = DateTimeOffset.MaxValue;
        await postgres.StopAsync(signal);
        await postgres.StartAsync();
        _crowd.Ledger.ExcusedUntil = DateTimeOffset.UtcNow;
    });

    /// <summary>Seen to fail when PostgresWriter takes a commit whose answer was lost for done, without looking it up.</summary>
    [Fact]
    public async Task The_ways_to_the_database_break_in_the_middle_of_commits() => await FailAsync(async round =>
    {
        for (var i = 0; i < 5; i++)
        {
            foreach (var link in _cluster.DatabaseLinks)
            {
                link.BreakAll();
                await Task.Delay(_random.Next(100));
            }
        }
    });

    /// <summary>Seen to fail when PostgresWriter takes a commit whose answer was lost for done, without looking it up.</summary>
    [Fact]
    public async Task A_node_cannot_reach_the_database() => await FailAsync(async round =>
    {
        var link = _cluster.DatabaseLinks[_random.Next(3)];
        _crowd.Ledger.ExcusedUntil = DateTimeOffset.MaxValue;
        link.Cut();
        await Rounds.LetWorkAsync(round);
        link.Mend();
        _crowd.Ledger.ExcusedUntil = DateTimeOffset.UtcNow;
    });

    /// <summary>Seen to fail when PeerLinks.TakeGap never says that something is missing.</summary>
    [Fact]
    public async Task A_node_cannot_be_reached_by_the_others() => await FailAsync(async round =>
    {
        var link = _cluster.Links[_random.Next(3)];
        link.Cut();
        await Rounds.LetWorkAsync(round);
        await Rounds.LetWorkAsync(round);

        // What happens meanwhile has to get through by the store.
        await _crowd.CheckAsync();
        _crowd.Work();
        await Rounds.LetWorkAsync(round);
        link.Mend();
    });

    private async Task FailAsync(Func<int, Task> fail)
    {
        for (var round = 1; round <= Rounds.Count; round++)
        {
            _crowd.Work();
            await Rounds.LetWorkAsync(round);
            await fail(round);
            await Rounds.LetWorkAsync(round);
            await _crowd.CheckAsync();
        }

        await _crowd.CheckNothingIsStuckAsync();
        _crowd.Ledger.Acknowledged.Count.Should().BeGreaterThan(Rounds.Count * 20, "or else this shows nothing ({0})", _crowd.Ledger);
    }
}
