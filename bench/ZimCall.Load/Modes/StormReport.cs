using ZimCall.Load.Report;
using ZimCall.Load.Serving;

namespace ZimCall.Load.Modes;

/// <summary>How a reconnect of everybody at once went.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Server">The server.</param>
/// <param name="Rounds">Each storm.</param>
internal sealed record StormReport(Machine Machine, ServerOptions Server, IReadOnlyList<StormRound> Rounds)
{
    public void Print() => Output.Table(
        ["sessions", "resumed", "in sync", "failed", "seconds until all are", "session ready p50 / p90 / p99 / p99.9 ms", "server cpu s", "MB"],
        Rounds.Select(static round => new[]
        {
            Output.Number(round.Sessions),
            Output.Number(round.Resumed),
            Output.Number(round.InSync),
            Output.Number(round.Failed),
            Output.Number(round.Seconds, 2),
            new Quantiles(0, round.Ready.P50 / 1e3, round.Ready.P90 / 1e3, round.Ready.P99 / 1e3, round.Ready.P999 / 1e3).ToString(),
            Output.Number(round.ServerCpuSeconds, 2),
            Output.Number(round.PrivateMegabytes),
        }));
}
