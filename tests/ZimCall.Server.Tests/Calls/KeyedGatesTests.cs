namespace ZimCall.Server.Tests.Calls;

public sealed class KeyedGatesTests : IDisposable
{
    private readonly KeyedGates<CallKey> _gates = new();

    public void Dispose() => _gates.Dispose();

    [Fact]
    public async Task One_at_a_time_for_one_call()
    {
        var first = await _gates.EnterAsync(new CallKey(1, "c1"));
        var second = _gates.EnterAsync(new CallKey(1, "c1"));
        second.IsCompleted.Should().BeFalse();
        first.Dispose();
        (await second).Dispose();
        (await _gates.EnterAsync(new CallKey(1, "c1"))).Dispose();
    }

    [Fact]
    public async Task Those_who_wait_go_in_the_order_they_came()
    {
        List<int> order = [];
        var gate = await _gates.EnterAsync(new CallKey(1, "c1"));
        var waiting = Enumerable.Range(0, 20).Select(async i =>
        {
            using var passage = await _gates.EnterAsync(new CallKey(1, "c1"));
            order.Add(i);
        }).ToArray();
        gate.Dispose();
        await Task.WhenAll(waiting);
        order.Should().Equal(Enumerable.Range(0, 20));
    }

    [Fact]
    public async Task Other_calls_hardly_ever_wait()
    {
        using var gate = await _gates.EnterAsync(new CallKey(1, "c1"));
        var entered = 0;
        for (var i = 0; i < 1000; i++)
        {
            var other = _gates.EnterAsync(new CallKey(1, $"other{i}"));
            if (other.IsCompletedSuccessfully)
            {
                entered++;
                (await other).Dispose();
            }
        }

        entered.Should().BeGreaterThan(950);
    }

    [Fact]
    public async Task Nobody_is_in_together_with_another_of_the_same_call()
    {
        var inside = 0;
        var most = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            using var passage = await _gates.EnterAsync(new CallKey(1, "c1"));
            most = Math.Max(most, ++inside);
            await Task.Yield();
            inside--;
        });
        most.Should().Be(1);
        inside.Should().Be(0);
    }
}
