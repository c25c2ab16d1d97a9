using ZimCall.Faults.Tests.Load;
using ZimCall.Faults.Tests.Support;

namespace ZimCall.Faults.Tests;

/// <summary>Nodes whose clocks are wrong: the database's decides.</summary>
[Collection(PostgresCollection.Name)]
[Trait("Category", "Faults")]
[Trait("Needs", "PostgreSQL")]
[Trait("Needs", "faketime")]
public sealed class ClockTests(PostgresServer postgres)
{
    /// <summary>Seen to fail, by seconds too early and too late, when the host does not take the DatabaseClock for its clock.</summary>
    [Fact]
    public async Task Deadlines_hold_with_clocks_five_seconds_off_in_either_direction()
    {
        await using var cluster = await Cluster.StartAsync(postgres, "+5s", "+0s", "-5s");
        await using var crowd = new Crowd(cluster.Nodes, size: 12, seed: 200);
        await crowd.LoginAsync();
        for (var round = 1; round <= Rounds.Count; round++)
        {
            crowd.Work();
            await Task.Delay(TimeSpan.FromSeconds(4));
            await crowd.CheckAsync();
        }

        await crowd.CheckNothingIsStuckAsync();
    }
}
