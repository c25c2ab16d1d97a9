using ZimCall.Scenarios.Stores;
using ZimCall.Storage.Tests.Support;

namespace ZimCall.Scenarios.Simulation;

/// <summary>Simulations on the durable stores. Databases work in their own time, so a seed does not repeat a run to the last detail.</summary>
[Collection(PostgresCollection.Name)]
[Trait("Category", "Simulation")]
[Trait("Needs", "PostgreSQL")]
public class DurableSimulationTests(PostgresServer postgres)
{
    private const int Steps = 300;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Ends_well_on_sqlite(int seed) => RunAsync(seed, new DurableStores());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Ends_well_on_postgres(int seed) => RunAsync(seed, new DurableStores(postgres));

    private static async Task RunAsync(int seed, DurableStores stores)
    {
        await using (stores)
        {
            await SimulationRun.RunAsync(seed, Steps, nodes: 1, await stores.OpenAsync());
        }
    }
}
