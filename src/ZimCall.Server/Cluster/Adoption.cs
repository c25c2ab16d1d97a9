namespace ZimCall.Server;

/// <summary>
/// Takes over the devices of nodes that are dead. They are sessions without a connection from then on, and end as such
/// when they do not come back in time (R-GONE-4).
/// </summary>
internal sealed class Adoption(
    NodeInfo self, INodeDirectory directory, NodeLease lease, SessionRegistry sessions, SessionAlarms alarms, SessionEnd end)
{
    private const int BatchSize = 500;

    public async Task RunAsync()
    {
        if (!lease.IsSteady)
        {
            return;
        }

        foreach (var lost in await directory.AdoptAsync(self.Id, NodeLease.Duration, BatchSize, CancellationToken.None))
        {
            if (lost.Session.IsGone)
            {
                await end.ReportGoneAsync(lost.Session);
            }
            else
            {
                alarms.Watch(await sessions.AdoptAsync(lost));
            }
        }
    }
}
