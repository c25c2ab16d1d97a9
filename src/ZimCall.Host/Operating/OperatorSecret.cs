using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ZimCall.Host;

/// <summary>
/// What the operator is known by. A browser that has shown it gets a pass instead, which is good for a while and from
/// which the secret cannot be found out.
/// </summary>
internal sealed class OperatorSecret
{
    /// <summary>The fewest bytes of a secret.</summary>
    public const int MinBytes = 16;

    /// <summary>How long a pass is good for.</summary>
    public static readonly TimeSpan PassLifetime = TimeSpan.FromHours(12);

    private readonly byte[] _digest;
    private readonly byte[] _passKey;

    public OperatorSecret(string secret)
    {
        _digest = DigestOf(secret);
        _passKey = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "zimcall-operator-pass-1"u8);
    }

    /// <summary>Whether a text is the secret, in a time that does not tell how near it comes.</summary>
    public bool IsSecret(string text) => CryptographicOperations.FixedTimeEquals(DigestOf(text), _digest);

    /// <summary>A pass that is good from now on.</summary>
    public string MakePass(DateTimeOffset now)
    {
        var until = (now + PassLifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{until}.{SignatureOf(until)}";
    }

    /// <summary>Whether a text is a pass that is good now.</summary>
    public bool IsPass(string text, DateTimeOffset now)
    {
        if (text.Split('.') is not [var until, var signature])
        {
            return false;
        }

        var isSigned = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(SignatureOf(until)));
        return isSigned && long.Parse(until, CultureInfo.InvariantCulture) > now.ToUnixTimeSeconds();
    }

    /// <summary>It belongs in no log.</summary>
    public override string ToString() => "the operator's secret";

    private static byte[] DigestOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private string SignatureOf(string until) => Convert.ToHexStringLower(HMACSHA256.HashData(_passKey, Encoding.UTF8.GetBytes(until)));
}
