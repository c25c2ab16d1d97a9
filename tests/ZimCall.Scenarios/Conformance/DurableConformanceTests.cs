using ZimCall.Scenarios.Stores;
using ZimCall.Storage.Tests.Support;

namespace ZimCall.Scenarios.Conformance;

/// <summary>The conformance scenarios on the durable stores: the rules are the same wherever calls are kept.</summary>
[Collection(PostgresCollection.Name)]
[Trait("Category", "Conformance")]
[Trait("Needs", "PostgreSQL")]
public class DurableConformanceTests(PostgresServer postgres)
{
    public static TheoryData<string> Scenarios => ScenarioFiles.All;

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Holds_on_sqlite(string scenario) => RunAsync(scenario, new DurableStores());

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Holds_on_postgres(string scenario) => RunAsync(scenario, new DurableStores(postgres));

    private static async Task RunAsync(string scenario, DurableStores stores)
    {
        await using (stores)
        {
            await ScenarioRunner.RunAsync(ScenarioFiles.PathOf(scenario), overGrpc: false, nodes: 1, await stores.OpenAsync());
        }
    }
}
