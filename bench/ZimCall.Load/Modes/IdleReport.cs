using ZimCall.Load.Report;
using ZimCall.Load.Serving;

namespace ZimCall.Load.Modes;

/// <summary>What sessions cost that do nothing.</summary>
internal sealed record IdleReport(Machine Machine, ServerOptions Server, IReadOnlyList<IdleCost> Costs)
{
    public void Print() => Output.Table(
        ["streams", "count", "KB private each", "KB alive each", "opened per second", "% of a core", "lost"],
        Costs.Select(static cost => new[]
        {
            cost.What,
            Output.Number(cost.Count),
            Output.Number(cost.PrivateBytes / 1e3, 1),
            Output.Number(cost.HeapBytes / 1e3, 1),
            Output.Number(cost.OpenedPerSecond),
            Output.Number(cost.ShareOfCore * 100, 1),
            Output.Number(cost.Lost),
        }));
}
