using ZimCall.Session;

namespace ZimCall.Testing;

/// <summary>Randomness that a seed repeats.</summary>
internal sealed class SeededRandomSource(Random random) : IRandomSource
{
    public void Fill(Span<byte> bytes)
    {
        lock (random)
        {
            random.NextBytes(bytes);
        }
    }

    public double NextDouble()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }
}
