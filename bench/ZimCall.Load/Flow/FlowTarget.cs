using ZimCall.Load.Client;
using ZimCall.Load.Serving;

namespace ZimCall.Load.Flow;

/// <summary>A server with its users, ready for rounds.</summary>
internal sealed class FlowTarget(string name, ServerProcess server, Fleet fleet, Fleet? live, Cast[] casts, Random random)
    : IAsyncDisposable
{
    private readonly FlowRun _run = new(casts, random);

    public string Name => name;

    public ServerProcess Server => server;

    public async Task<FlowResult> RunAsync(double rate, double seconds)
    {
        var before = await server.StatsAsync();
        var frames = fleet.Frames;
        var start = Clock.Now;
        var metrics = rate > 0 ? await _run.ArriveAsync(rate, seconds) : await _run.SaturateAsync(seconds);
        var time = Clock.Seconds(Clock.Now - start);
        var after = await server.StatsAsync();
        var calls = Math.Max(1, metrics.Calls);
        return new FlowResult
        {
            Server = name,
            CallsPerSecond = metrics.Calls / time,
            OperationsPerSecond = metrics.Operations / time,
            FramesPerCall = (double)(fleet.Frames - frames) / calls,
            InviteToReceived = metrics.InviteToReceived.ToQuantiles(),
            AcceptToSeen = metrics.AcceptToSeen.ToQuantiles(),
            Lateness = metrics.Lateness.ToQuantiles(),
            Failures = new SortedDictionary<string, int>(metrics.Failures, StringComparer.Ordinal),
            CpuPerCall = after is null ? 0 : (after.CpuSeconds - before!.CpuSeconds) * 1e6 / calls,
            BytesPerCall = after is null ? 0 : (double)(after.AllocatedBytes - before!.AllocatedBytes) / calls,
            PrivateMegabytes = after is null ? 0 : after.PrivateBytes / 1e6,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await fleet.DisposeAsync();
        await (live?.DisposeAsync() ?? ValueTask.CompletedTask);
        await server.DisposeAsync();
    }
}
