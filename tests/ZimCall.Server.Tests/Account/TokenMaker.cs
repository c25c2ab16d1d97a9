using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ZimCall.Server.Tests.Account;

/// <summary>Makes tokens as nobody honest would: with any bytes at any place.</summary>
internal static class TokenMaker
{
    public const string Secret = "0123456789abcdef0123456789abcdef";
    public const string OtherSecret = "f123456789abcdef0123456789abcde0";

    /// <summary>2030-01-01T00:00:00Z.</summary>
    public const long Now = 1893456000;

    public static string Claims(object? appId = null, string user = "\"alice\"", object? expire = null) =>
        $$"""{"app_id":{{appId ?? 1}},"user_id":{{user}},"nonce":1,"ctime":{{Now}},"expire":{{expire ?? Now + 3600}},"payload":""}""";

    public static string Make(string json, long expiry = Now + 3600, string secret = Secret) =>
        Make(Encoding.UTF8.GetBytes(json), expiry, secret);

    public static string Make(byte[] plaintext, long expiry = Now + 3600, string secret = Secret) =>
        Assemble(expiry, 16, new byte[16], Encrypt(plaintext, secret));

    public static byte[] Encrypt(byte[] plaintext, string secret)
    {
        using var aes = Aes.Create();
        aes.Key = Encoding.UTF8.GetBytes(secret);
        return aes.EncryptCbc(plaintext, new byte[16]);
    }

    public static string Assemble(long expiry, short ivLength, byte[] iv, byte[] ciphertext, short? ciphertextLength = null)
    {
        var bytes = new byte[12 + iv.Length + ciphertext.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, expiry);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(8), ivLength);
        iv.CopyTo(bytes, 10);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(10 + iv.Length), ciphertextLength ?? (short)ciphertext.Length);
        ciphertext.CopyTo(bytes, 12 + iv.Length);
        return "04" + Convert.ToBase64String(bytes);
    }

    public static TokenCheck Verify(string token, uint appId = 1, string user = "alice", string secret = Secret, long now = Now) =>
        Token04.Verify(token, appId, user, secret, now);
}
