namespace ZimCall.Scenarios.Conformance;

/// <summary>
/// The conformance scenarios: in the process, over gRPC, and with the devices spread over three nodes. <c>ZIMCALL_CONFORMANCE_DIR</c> names another folder than the project's own.
/// </summary>
[Trait("Category", "Conformance")]
public class ConformanceTests
{
    private static string Folder =>
        Environment.GetEnvironmentVariable("ZIMCALL_CONFORMANCE_DIR") is { Length: > 0 } folder
            ? folder
            : Path.Combine(AppContext.BaseDirectory, "conformance");

    public static TheoryData<string> Scenarios =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_scenarios() => Scenarios.Should().NotBeEmpty("{0} should hold some", Folder);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Holds_in_process(string scenario) => RunAsync(scenario, overGrpc: false);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Holds_on_three_nodes(string scenario) => RunAsync(scenario, overGrpc: false, nodes: 3);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Holds_over_grpc(string scenario) => RunAsync(scenario, overGrpc: true);

    private static Task RunAsync(string scenario, bool overGrpc, int nodes = 1) =>
        ScenarioRunner.RunAsync(Path.Combine(Folder, scenario + ".json"), overGrpc, nodes);
}
