using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ZimCall.Session;

/// <summary>Randomness that nobody can guess: knowing a callID is the permission to join (R-JOI-3).</summary>
internal sealed class CryptoRandomSource : IRandomSource
{
    public static CryptoRandomSource Instance { get; } = new();

    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    public double NextDouble()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Fill(bytes);
        return (BinaryPrimitives.ReadUInt64LittleEndian(bytes) >> 11) * (1.0 / (1UL << 53));
    }
}
