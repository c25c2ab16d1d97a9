using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ZimCall.Server;

/// <summary>How callbacks are signed.</summary>
public static class CallbackSignature
{
    /// <summary>The header with the event's id, which is the same at each try.</summary>
    public const string EventIdHeader = "X-ZimCall-Event-Id";

    /// <summary>The header with the signature of the body.</summary>
    public const string BodyHeader = "X-ZimCall-Signature";

    /// <summary>ZIM's signature, a field of the body. It proves who sent it, and nothing of what the body says.</summary>
    /// <param name="secret">The app's callback secret.</param>
    /// <param name="timestamp">The field timestamp: Unix seconds.</param>
    /// <param name="nonce">The field nonce.</param>
    /// <returns>40 lower-case hexadecimal digits.</returns>
    [SuppressMessage("Security", "CA5350", Justification = "ZIM's signature is SHA-1; the header has a better one.")]
    public static string Compute(string secret, long timestamp, string nonce)
    {
        string[] parts = [secret, timestamp.ToString(CultureInfo.InvariantCulture), nonce];
        Array.Sort(parts, string.CompareOrdinal);
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
    }

    /// <summary>The value of <see cref="BodyHeader"/>.</summary>
    /// <param name="secret">The app's callback secret.</param>
    /// <param name="body">The body, byte for byte.</param>
    /// <returns><c>sha256=</c> and the HMAC-SHA256 of the body in 64 lower-case hexadecimal digits.</returns>
    public static string OfBody(string secret, ReadOnlySpan<byte> body) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}";
}
