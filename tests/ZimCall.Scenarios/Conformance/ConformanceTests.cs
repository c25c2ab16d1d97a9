namespace ZimCall.Scenarios.Conformance;

/// <summary>The conformance scenarios: in the process, over gRPC, and with the devices spread over three nodes.</summary>
[Trait("Category", "Conformance")]
public class ConformanceTests
{
    public static TheoryData<string> Scenarios => ScenarioFiles.All;

    [Fact]
    public void There_are_scenarios() => Scenarios.Should().NotBeEmpty("{0} should hold some", ScenarioFiles.Folder);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Holds_in_process(string scenario) => ScenarioRunner.RunAsync(ScenarioFiles.PathOf(scenario), overGrpc: false);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Holds_on_three_nodes(string scenario) => ScenarioRunner.RunAsync(ScenarioFiles.PathOf(scenario), overGrpc: false, nodes: 3);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Holds_over_grpc(string scenario) => ScenarioRunner.RunAsync(ScenarioFiles.PathOf(scenario), overGrpc: true);
}
