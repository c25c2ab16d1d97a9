using ZimCall.Load.Report;
using ZimCall.Load.Serving;

namespace ZimCall.Load.Modes;

/// <summary>How fast lists are read.</summary>
internal sealed record HistoryReport(Machine Machine, ServerOptions Server, int Calls, int Users, IReadOnlyList<HistoryRound> Rounds)
{
    public void Print() => Output.Table(
        ["calls in a list", "users", "pages/s", "page p50 / p90 / p99 / p99.9 µs", "cpu µs/page"],
        Rounds.Select(round => new[]
        {
            Output.Number(Calls),
            Output.Number(Users),
            Output.Number(round.PagesPerSecond),
            round.Page.ToString(),
            Output.Number(round.CpuPerPage),
        }));
}
