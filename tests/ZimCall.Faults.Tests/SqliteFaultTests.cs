using ZimCall.Faults.Tests.Load;
using ZimCall.Faults.Tests.Support;

namespace ZimCall.Faults.Tests;

/// <summary>One node with a database in a file, killed again and again while users call each other.</summary>
[Trait("Category", "Faults")]
public sealed class SqliteFaultTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    /// <summary>
    /// Seen to fail when GroupWriter.WriteAsync completes a group before it writes it.
    /// </summary>
    [Fact]
    public async Task The_only_node_is_killed_and_nothing_that_was_answered_is_lost()
    {
        await using var node = new Node("only", "--data", _data.Path);
        await node.StartAsync();
        await using var crowd = new Crowd([node], size: 10, seed: 1);
        await crowd.LoginAsync();
        for (var round = 1; round <= Rounds.Count; round++)
        {
            crowd.Work();
            await Rounds.LetWorkAsync(round);
            await node.KillAsync();
            await node.StartAsync();
            await Rounds.LetWorkAsync(round);
            await crowd.CheckAsync();
        }

        await crowd.CheckNothingIsStuckAsync();
        crowd.Ledger.Acknowledged.Count.Should().BeGreaterThan(Rounds.Count * 20, "or else this shows nothing ({0})", crowd.Ledger);
    }

    public void Dispose() => _data.Dispose();
}
