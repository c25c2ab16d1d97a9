using System.Globalization;
using ZimCall.Load.Floor;
using ZimCall.Load.Report;
using ZimCall.Load.Serving;

namespace ZimCall.Load.Flow;

/// <summary>A whole run.</summary>
internal sealed record FlowReport(
    Machine Machine,
    ServerOptions Server,
    FlowOptions Options,
    IReadOnlyList<FloorRound> Floors,
    IReadOnlyList<FlowResult> Flows,
    IReadOnlyList<FlowSummary> Summary)
{
    public void Print()
    {
        Output.Table(
            ["floor", "per second", "round trip p50 / p90 / p99 / p99.9 µs"],
            Floors.SelectMany(static floor => new[]
            {
                Row("tcp ping-pong", floor.Tcp), Row("echo, one stream", floor.EchoAlone), Row("echo, all streams", floor.Echo),
            }));
        Output.Table(
            ["server", "calls/s", "ops/s", "frames/call", "invite→received µs", "accept→seen µs", "late µs", "cpu µs/call", "bytes/call", "MB", "failures"],
            Flows.Select(static flow => new[]
            {
                flow.Server,
                Output.Number(flow.CallsPerSecond),
                Output.Number(flow.OperationsPerSecond),
                Output.Number(flow.FramesPerCall, 1),
                flow.InviteToReceived.ToString(),
                flow.AcceptToSeen.ToString(),
                flow.Lateness.ToString(),
                Output.Number(flow.CpuPerCall),
                Output.Number(flow.BytesPerCall),
                Output.Number(flow.PrivateMegabytes),
                string.Join(", ", flow.Failures.Select(static failure => $"{failure.Key}: {failure.Value}")),
            }));
        Output.Table(
            ["medians of", "calls/s", "share of echo", "p50", "p99", "p50/echo", "p99/echo", "p50/echo alone", "cpu µs/call", "cpu/first", "bytes/call"],
            Summary.Select(static summary => new[]
            {
                summary.Server,
                Output.Number(summary.CallsPerSecond),
                Show(summary.ShareOfEchoRate),
                Output.Number(summary.InviteToReceivedP50),
                Output.Number(summary.InviteToReceivedP99),
                Show(summary.P50OverEcho),
                Show(summary.P99OverEcho),
                Show(summary.P50OverEchoAlone),
                Output.Number(summary.CpuPerCall),
                Show(summary.CpuOverFirst),
                Output.Number(summary.BytesPerCall),
            }));
    }

    private static string[] Row(string name, FloorResult result) =>
        [name, Output.Number(result.PerSecond), result.RoundTrip.ToString()];

    private static string Show(double? ratio) => ratio?.ToString("F2", CultureInfo.InvariantCulture) ?? "-";
}
