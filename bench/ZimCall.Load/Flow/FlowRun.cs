using ZimCall.Load.Floor;

namespace ZimCall.Load.Flow;

/// <summary>Lets casts call for a while: at full speed, or as calls arrive.</summary>
internal sealed class FlowRun(Cast[] casts, Random random)
{
    private const double Patience = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<CallFlow, Cast> _running = [];
    private readonly Queue<Cast> _idle = [];
    private readonly Queue<long> _waiting = [];
    private FlowMetrics _metrics = new();
    private bool _again;

    /// <summary>Closed loop: each cast begins its next call when the one before is over.</summary>
    public async Task<FlowMetrics> SaturateAsync(double seconds)
    {
        var metrics = Begin(again: true);
        foreach (var cast in casts)
        {
            Start(cast, Clock.Now);
        }

        await Clock.Wait(seconds);
        await StopAsync();
        return metrics;
    }

    /// <summary>Open loop: calls arrive at a rate; one that finds no cast free waits, and its time counts from its arrival.</summary>
    public async Task<FlowMetrics> ArriveAsync(double rate, double seconds)
    {
        var metrics = Begin(again: false);
        await Arrivals.RunAsync(rate, seconds, random, (_, intended) => Arrive(intended));
        await StopAsync();
        return metrics;
    }

    private FlowMetrics Begin(bool again)
    {
        lock (_lock)
        {
            _metrics = new FlowMetrics();
            _again = again;
            _idle.Clear();
            _waiting.Clear();
            foreach (var cast in casts)
            {
                _idle.Enqueue(cast);
            }

            return _metrics;
        }
    }

    private void Arrive(long intended)
    {
        Cast? cast;
        lock (_lock)
        {
            if (!_idle.TryDequeue(out cast))
            {
                _waiting.Enqueue(intended);
                return;
            }
        }

        Start(cast, intended);
    }

    private void Start(Cast cast, long intended)
    {
        CallFlow flow;
        lock (_lock)
        {
            var callId = (ulong)random.NextInt64(1, long.MaxValue);
            flow = new CallFlow(cast.Caller, cast.Invitees, callId, intended, _metrics, Done);
            _running.Add(flow, cast);
        }

        flow.Start();
    }

    private void Done(CallFlow flow)
    {
        Cast? cast;
        long intended;
        lock (_lock)
        {
            if (!_running.Remove(flow, out cast))
            {
                return;
            }

            if (_again)
            {
                intended = Clock.Now;
            }
            else if (!_waiting.TryDequeue(out intended))
            {
                _idle.Enqueue(cast);
                return;
            }
        }

        Start(cast, intended);
    }

    /// <summary>Lets what runs come to its end; what does not has failed.</summary>
    private async Task StopAsync()
    {
        lock (_lock)
        {
            _again = false;
        }

        for (var end = Clock.Now + Clock.Ticks(Patience); IsBusy() && Clock.Now < end;)
        {
            await Clock.Wait(0.005);
        }

        CallFlow[] stuck;
        lock (_lock)
        {
            _waiting.Clear();
            stuck = [.. _running.Keys];
        }

        foreach (var flow in stuck)
        {
            flow.Fail("not over in time");
        }
    }

    private bool IsBusy()
    {
        lock (_lock)
        {
            return _running.Count > 0 || _waiting.Count > 0;
        }
    }
}
