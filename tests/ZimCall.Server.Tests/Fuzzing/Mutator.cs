using System.Text;

namespace ZimCall.Server.Tests.Fuzzing;

/// <summary>Makes nearly right bytes, texts and numbers of right ones; the same source of chance makes the same.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly string[] Texts =
    [
        "", " ", "\0", "\n", "a b", "'", "\"", "%00", "../..", "{}", "[]", "null", "0", "-1", "04", "é", "通话", "🎉", "\u202e", "\ufeff", "\uffff",
        "9223372036854775807", "9223372036854775808", "18446744073709551615", "1e400", "NaN", "' or 1=1 --", "<script>", "{{7*7}}",
    ];

    private static readonly long[] Numbers =
        [0, 1, -1, 2, 7, 10, 100, 127, 128, 255, 256, 600, 601, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];

    public Random Random => random;

    public bool Once(double probability) => random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public long Number() => Once(0.7) ? Pick(Numbers) : random.NextInt64(long.MinValue, long.MaxValue);

    /// <summary>Damages bytes in a few places.</summary>
    public byte[] Bytes(byte[] bytes)
    {
        var made = bytes.ToList();
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            DamageOnce(made);
        }

        return [.. made];
    }

    /// <summary>Another text: a well-known trouble, one of any length, or this one with a few characters changed.</summary>
    public string Text(string text) => random.Next(5) switch
    {
        0 => Pick(Texts),
        1 => new string(Pick("aZ0 \0é通"u8.ToArray().Select(static b => (char)b).ToList()), random.Next(0, Pick([3, 33, 65, 300, 3000, 20_000]))),
        2 => text + Pick(Texts),
        3 => text.Length == 0 ? Pick(Texts) : text[..random.Next(text.Length)] + (char)random.Next(0, 0xD800) + text[random.Next(text.Length)..],
        _ => Encoding.Latin1.GetString(Bytes(Encoding.Latin1.GetBytes(text))),
    };

    private void DamageOnce(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        var rest = bytes.Count - at;
        switch (random.Next(7))
        {
            case 0 when rest > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when rest > 0:
                bytes[at] = Pick<byte>([0, 1, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'{', (byte)'=']);
                break;
            case 2:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 3 when rest > 0:
                bytes.RemoveRange(at, random.Next(1, Math.Min(rest, 16) + 1));
                break;
            case 4 when rest > 0:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, random.Next(1, Math.Min(rest, 64) + 1)));
                break;
            case 5 when rest > 0:
                bytes.RemoveRange(at, rest);
                break;
            default:
                for (var i = random.Next(1, 9); i > 0; i--)
                {
                    bytes.Add((byte)random.Next(256));
                }

                break;
        }
    }
}
