using System.Diagnostics.Metrics;

namespace ZimCall.Server;

/// <summary>
/// What became of callbacks, and how many are still to be delivered. That is the store's to say: what is told is what it said when
/// somebody wanted to know the last time.
/// </summary>
internal sealed class CallbackMetrics
{
    private readonly CallbackDelivery _callbacks;
    private readonly BackgroundWork _work;
    private volatile Measurement<long>[] _backlog = [];
    private int _isAsking;

    private CallbackMetrics(CallbackDelivery callbacks, BackgroundWork work) => (_callbacks, _work) = (callbacks, work);

    public static void Observe(Meter meter, CallbackDelivery callbacks, BackgroundWork work)
    {
        var metrics = new CallbackMetrics(callbacks, work);
        var counters = callbacks.Counters;
        meter.CreateObservableCounter(
            "zimcall.callbacks",
            IEnumerable<Measurement<long>> () =>
            [
                Of("outcome", "delivered", counters.Delivered),
                Of("outcome", "failed", counters.Failed),
                Of("outcome", "dead", counters.Dead),
            ],
            "{callback}",
            "Callbacks that were delivered, tries that failed, and callbacks that were given up.");
        meter.CreateObservableUpDownCounter(
            "zimcall.callbacks.backlog", metrics.ReadBacklog, "{callback}", "Callbacks that are to be delivered, and dead letters.");
    }

    private static Measurement<long> Of(string label, string value, long count) => new(count, new KeyValuePair<string, object?>(label, value));

    private Measurement<long>[] ReadBacklog()
    {
        if (Interlocked.Exchange(ref _isAsking, 1) == 0)
        {
            _work.Start("callback backlog", AskAsync);
        }

        return _backlog;
    }

    private async Task AskAsync()
    {
        try
        {
            var count = await _callbacks.CountAsync(CancellationToken.None);
            _backlog = [Of("state", "waiting", count.Waiting), Of("state", "dead", count.Dead)];
        }
        catch (CallStoreException)
        {
            // Nothing is told then; whoever asks the store for something else has that logged.
            _backlog = [];
        }
        finally
        {
            Volatile.Write(ref _isAsking, 0);
        }
    }
}
