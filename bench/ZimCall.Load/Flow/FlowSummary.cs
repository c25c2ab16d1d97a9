using ZimCall.Load.Floor;
using ZimCall.Load.Report;

namespace ZimCall.Load.Flow;

/// <summary>The medians of one server's rounds, and their ratios to the floor of the same round.</summary>
internal sealed record FlowSummary
{
    public required string Server { get; init; }

    public required double CallsPerSecond { get; init; }

    /// <summary>Frames a second over the messages a second of the echo; only at full speed.</summary>
    public required double? ShareOfEchoRate { get; init; }

    public required double InviteToReceivedP50 { get; init; }

    public required double InviteToReceivedP99 { get; init; }

    /// <summary>Over the echo's round trip in the same round: under the same load, and with one stream alone.</summary>
    public required double? P50OverEcho { get; init; }

    public required double? P99OverEcho { get; init; }

    public required double? P50OverEchoAlone { get; init; }

    public required double CpuPerCall { get; init; }

    public required double BytesPerCall { get; init; }

    /// <summary>The server's processor time for a call over that of the first server's in the same round; the median.</summary>
    public double? CpuOverFirst { get; init; }

    public required int Failures { get; init; }

    public static IEnumerable<FlowSummary> Of(IReadOnlyList<FloorRound> floors, IReadOnlyList<FlowResult> flows, FlowOptions options) =>
        flows.GroupBy(static flow => flow.Server).Select(group =>
            Of(group.Key, floors, [.. group], options) with { CpuOverFirst = CpuRatio(group, flows.Where(flow => flow.Server == flows[0].Server)) });

    private static FlowSummary Of(string server, IReadOnlyList<FloorRound> floors, FlowResult[] flows, FlowOptions options) => new()
    {
        Server = server,
        CallsPerSecond = Median.Of(flows.Select(static flow => flow.CallsPerSecond)),
        ShareOfEchoRate = options.Rate > 0
            ? null
            : Ratio(floors, flows, static flow => flow.CallsPerSecond * flow.FramesPerCall, static floor => 2 * floor.Echo.PerSecond),
        InviteToReceivedP50 = Median.Of(flows.Select(static flow => flow.InviteToReceived.P50)),
        InviteToReceivedP99 = Median.Of(flows.Select(static flow => flow.InviteToReceived.P99)),
        P50OverEcho = Ratio(floors, flows, static flow => flow.InviteToReceived.P50, static floor => floor.Echo.RoundTrip.P50),
        P99OverEcho = Ratio(floors, flows, static flow => flow.InviteToReceived.P99, static floor => floor.Echo.RoundTrip.P99),
        P50OverEchoAlone = Ratio(floors, flows, static flow => flow.InviteToReceived.P50, static floor => floor.EchoAlone.RoundTrip.P50),
        CpuPerCall = Median.Of(flows.Select(static flow => flow.CpuPerCall)),
        BytesPerCall = Median.Of(flows.Select(static flow => flow.BytesPerCall)),
        Failures = flows.Sum(static flow => flow.Failures.Values.Sum()),
    };

    /// <summary>Null where the servers are not this program's own, and their processor time is not known.</summary>
    private static double? CpuRatio(IEnumerable<FlowResult> flows, IEnumerable<FlowResult> first) =>
        first.Any(static flow => flow.CpuPerCall == 0)
            ? null
            : Median.Of(flows.Zip(first, static (flow, other) => flow.CpuPerCall / other.CpuPerCall));

    private static double? Ratio(
        IReadOnlyList<FloorRound> floors, FlowResult[] flows, Func<FlowResult, double> value, Func<FloorRound, double> floor) =>
        floors.Count == 0 ? null : Median.Of(flows.Zip(floors, (flow, at) => value(flow) / floor(at)));
}
