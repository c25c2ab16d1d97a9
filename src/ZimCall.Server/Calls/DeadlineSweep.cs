using Microsoft.Extensions.Logging;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>
/// Looks after the deadlines of calls that no living process has an alarm for: those from before this one started, and those
/// of nodes that have died. That two do it at once changes nothing: a call's deadlines are facts in it.
/// </summary>
internal sealed class DeadlineSweep : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>What is late by less may be about to be dealt with by the node that has the alarm.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>How many calls get an alarm at the start; the others are found when they are late.</summary>
    private const int MaxAlarms = 10_000;

    private const int MaxPerSweep = 1000;

    private readonly ICallStore _store;
    private readonly CallService _calls;
    private readonly TimeProvider _time;
    private readonly PeriodicWork? _sweeping;
    private bool _isStarted;

    public DeadlineSweep(ICallStore store, CallService calls, TimeProvider time, BackgroundWork work, ILogger logger)
    {
        _store = store;
        _calls = calls;
        _time = time;
        if (store.OutlivesProcess)
        {
            _sweeping = new PeriodicWork("deadline sweep", TimeSpan.Zero, Interval, SweepAsync, time, work, logger);
        }
    }

    public void Dispose() => _sweeping?.Dispose();

    private async Task SweepAsync()
    {
        if (!_isStarted)
        {
            foreach (var call in await _store.FindDueAsync(long.MaxValue, MaxAlarms, CancellationToken.None))
            {
                _calls.Expect(call);
            }

            _isStarted = true;
        }

        var late = _time.NowMs() - (long)Grace.TotalMilliseconds;
        foreach (var call in await _store.FindDueAsync(late, MaxPerSweep, CancellationToken.None))
        {
            await _calls.ExecuteAsync(call.Key, CallCommand.TimePassed.Instance, CancellationToken.None);
        }
    }
}
