using System.Collections.Concurrent;
using System.Globalization;

namespace ZimCall.Scenarios.Simulation;

/// <summary>
/// Simulations with many seeds. <c>ZIMCALL_SIM_SEED=n</c> repeats one run; <c>ZIMCALL_SIM_SEEDS=n</c> makes so many;
/// <c>ZIMCALL_SIM_STEPS</c> makes them longer or shorter.
/// </summary>
[Collection(SimulationCollection.Name)]
[Trait("Category", "Simulation")]
public class SimulationTests
{
    private const int DefaultSeeds = 20;
    private const int ClusterSeeds = 6;
    private const int DefaultSteps = 1000;

    [Fact]
    public Task Every_seed_ends_well() => RunAsync(DefaultSeeds, Steps, nodes: 1);

    [Fact]
    public Task Every_seed_ends_well_on_three_nodes_that_fail_too() => RunAsync(ClusterSeeds, Steps / 2, nodes: 3);

    [Fact]
    public async Task The_same_seed_gives_the_same_run()
    {
        var first = await SimulationRun.RunAsync(4711, 500);
        var second = await SimulationRun.RunAsync(4711, 500);
        FirstDifference(first, second).Should().BeNull();
    }

    private static string? FirstDifference(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        var same = first.Zip(second).TakeWhile(static pair => pair.First == pair.Second).Count();
        return same == first.Count && same == second.Count
            ? null
            : $"{string.Join('\n', first.Take(same).TakeLast(20))}\nonce: {first.ElementAtOrDefault(same)}\nthen: {second.ElementAtOrDefault(same)}";
    }

    private static async Task RunAsync(int defaultSeeds, int steps, int nodes)
    {
        int[] seeds = Read("ZIMCALL_SIM_SEED") is { } seed ? [seed] : [.. Enumerable.Range(1, Read("ZIMCALL_SIM_SEEDS") ?? defaultSeeds)];
        ConcurrentQueue<SimulationFailure> failures = new();
        await Parallel.ForEachAsync(
            seeds,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (seed, _) =>
            {
                try
                {
                    await SimulationRun.RunAsync(seed, steps, nodes);
                }
                catch (SimulationFailure failure)
                {
                    failures.Enqueue(failure);
                }
            });
        failures.Select(static failure => failure.Message).Should().BeEmpty();
    }

    private static int Steps => Read("ZIMCALL_SIM_STEPS") ?? DefaultSteps;

    private static int? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
