using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ZimCall.Server.Api;

/// <summary>How a business server signs its requests: ZIM's signature, version 2.0.</summary>
public static class ApiSignature
{
    /// <summary>The signature of a request.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="nonce">SignatureNonce: random, different for each request.</param>
    /// <param name="serverSecret">The app's ServerSecret.</param>
    /// <param name="timestamp">Timestamp: Unix seconds.</param>
    /// <returns>32 lower-case hexadecimal digits.</returns>
    [SuppressMessage("Security", "CA5351", Justification = "ZIM's signature is MD5; over TLS its weakness gives nothing away, and the secret is 32 random bytes.")]
    public static string Compute(uint appId, string nonce, string serverSecret, long timestamp)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{appId}{nonce}{serverSecret}{timestamp}");
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Whether a signature is the right one; takes the same time wherever it is wrong.</summary>
    internal static bool Verify(string signature, uint appId, string nonce, string serverSecret, long timestamp) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature),
            Encoding.UTF8.GetBytes(Compute(appId, nonce, serverSecret, timestamp)));
}
