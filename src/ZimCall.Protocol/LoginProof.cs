using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ZimCall.Protocol;

/// <summary>
/// Proves that a client has its app's appSign without sending it: an HMAC over a nonce that is good for one connection,
/// so that a recorded proof is worth nothing (R-LOG-1).
/// </summary>
public static class LoginProof
{
    /// <summary>The number of random bytes in a challenge.</summary>
    public const int NonceBytes = 32;

    /// <summary>The proof for a challenge.</summary>
    /// <param name="appSign">64 hexadecimal digits.</param>
    /// <param name="appId">The app.</param>
    /// <param name="userId">The user who logs in.</param>
    /// <param name="deviceId">The device the user logs in on.</param>
    /// <param name="nonce">The challenge.</param>
    public static byte[] Compute(string appSign, uint appId, string userId, string deviceId, ReadOnlySpan<byte> nonce)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"zimcall-login-1\n{appId}\n{userId}\n{deviceId}\n");
        byte[] message = [.. Encoding.UTF8.GetBytes(text), .. nonce];
        return HMACSHA256.HashData(Convert.FromHexString(appSign), message);
    }

    /// <summary>Whether a proof is right; takes the same time whatever is wrong with it.</summary>
    public static bool Verify(
        ReadOnlySpan<byte> proof,
        string appSign,
        uint appId,
        string userId,
        string deviceId,
        ReadOnlySpan<byte> nonce) =>
        CryptographicOperations.FixedTimeEquals(proof, Compute(appSign, appId, userId, deviceId, nonce));
}
