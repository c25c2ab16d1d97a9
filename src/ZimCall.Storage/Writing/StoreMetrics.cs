using System.Diagnostics.Metrics;

namespace ZimCall.Storage.Writing;

/// <summary>What the stores of this process measure, for whoever listens to the meter <c>ZimCall.Storage</c>.</summary>
internal static class StoreMetrics
{
    public const string MeterName = "ZimCall.Storage";

    private static readonly Meter Meter = new(MeterName, typeof(StoreMetrics).Assembly.GetName().Version?.ToString(3));

    private static readonly Histogram<double> Transaction = Meter.CreateHistogram(
        "zimcall.store.transaction",
        "s",
        "What writing a batch took, until it was durable.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });

    private static readonly Histogram<long> Batch = Meter.CreateHistogram(
        "zimcall.store.batch",
        "{write}",
        "How many writes shared a transaction.",
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128] });

    private static long waiting;

    static StoreMetrics() => Meter.CreateObservableUpDownCounter(
        "zimcall.store.queue", static () => Volatile.Read(ref waiting), "{write}", "Writes that wait for a transaction, or are in one.");

    /// <summary>Writes wait from now on, or no more.</summary>
    public static void AddWaiting(int count) => Interlocked.Add(ref waiting, count);

    /// <summary>The time that a transaction begins; 0 when nobody wants to know.</summary>
    public static long Start(TimeProvider time) => Transaction.Enabled || Batch.Enabled ? time.GetTimestamp() : 0;

    /// <summary>A transaction that began then is over.</summary>
    public static void Written(TimeProvider time, long start, int count)
    {
        if (start != 0)
        {
            Transaction.Record(time.GetElapsedTime(start).TotalSeconds);
            Batch.Record(count);
        }
    }
}
