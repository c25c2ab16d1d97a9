using System.Numerics;

namespace ZimCall.Load.Report;

/// <summary>A histogram of times, to within 1 %; safe from any thread.</summary>
internal sealed class Latencies
{
    private const int SubBits = 7;
    private const int Sub = 1 << SubBits;

    private readonly long[] _counts = new long[(64 - SubBits) * Sub];

    public long Count => _counts.Sum();

    public void Record(long ticks) => Interlocked.Increment(ref _counts[IndexOf(Math.Max(0, ticks))]);

    /// <summary>In microseconds; 0 when nothing was recorded.</summary>
    public double Quantile(double share)
    {
        var rank = (long)Math.Ceiling(Count * share);
        for (var index = 0; index < _counts.Length && rank > 0; index++)
        {
            rank -= _counts[index];
            if (rank <= 0)
            {
                return Clock.Microseconds(ValueOf(index));
            }
        }

        return 0;
    }

    public Quantiles ToQuantiles() => new(Count, Quantile(0.5), Quantile(0.9), Quantile(0.99), Quantile(0.999));

    private static int IndexOf(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - SubBits);
        return (shift * Sub) + (int)(value >> shift);
    }

    private static long ValueOf(int index)
    {
        var shift = Math.Max(0, (index / Sub) - 1);
        return ((long)index - (shift * Sub)) << shift;
    }
}
