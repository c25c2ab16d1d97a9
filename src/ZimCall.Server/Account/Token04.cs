using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ZimCall.Server;

/// <summary>
/// Token04: what a business server hands to its users so that they can log in (R-LOG-4). The text <c>04</c> and the
/// base64 of expiry (8 bytes, big-endian Unix seconds), IV length (2 bytes), IV, ciphertext length (2 bytes) and the
/// AES-256-CBC ciphertext of a JSON object, keyed with the app's ServerSecret.
/// </summary>
public static class Token04
{
    private const string Version = "04";
    private const int IvBytes = 16;
    private const int MaxLength = 8 * 1024;

    /// <summary>
    /// Nothing in the format guards its blocks: who has a token whose payload they chose can make other text of the payload's
    /// end, and so a second user_id. One name has one value.
    /// </summary>
    private static readonly JsonDocumentOptions OneValueEach = new() { AllowDuplicateProperties = false };

    /// <summary>Makes a token.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="userId">The user who will log in with it.</param>
    /// <param name="serverSecret">The app's ServerSecret, 32 bytes.</param>
    /// <param name="lifetime">How long it is valid, from now; whole seconds, at least 1 s.</param>
    /// <param name="payload">Anything, up to some 5,900 bytes; the backend does not look at it.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <exception cref="ArgumentException">The secret is not 32 bytes, or an argument is out of range.</exception>
    public static string Generate(
        uint appId,
        string userId,
        string serverSecret,
        TimeSpan lifetime,
        string payload = "",
        TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(appId);
        ArgumentException.ThrowIfNullOrEmpty(userId);
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, TimeSpan.FromSeconds(1));
        using var aes = CreateAes(serverSecret);
        var created = (time ?? TimeProvider.System).GetUtcNow().ToUnixTimeSeconds();
        var expiry = created + (long)lifetime.TotalSeconds;
        var iv = RandomNumberGenerator.GetBytes(IvBytes);
        var ciphertext = aes.EncryptCbc(ToJson(appId, userId, created, expiry, payload), iv);

        var bytes = new byte[8 + 2 + IvBytes + 2 + ciphertext.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, expiry);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(8), IvBytes);
        iv.CopyTo(bytes, 10);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(10 + IvBytes), (short)ciphertext.Length);
        ciphertext.CopyTo(bytes, 12 + IvBytes);
        var token = Version + Convert.ToBase64String(bytes);
        return token.Length <= MaxLength
            ? token
            : throw new ArgumentException($"The token would have more than {MaxLength} characters.", nameof(payload));
    }

    /// <summary>Checks a token, and says no more than "invalid" of one that does not decrypt or belongs elsewhere.</summary>
    /// <param name="token">The token.</param>
    /// <param name="appId">The app that the user logs in to.</param>
    /// <param name="userId">The user who logs in.</param>
    /// <param name="serverSecret">The app's ServerSecret.</param>
    /// <param name="now">The server's clock, Unix seconds.</param>
    internal static TokenCheck Verify(string token, uint appId, string userId, string serverSecret, long now)
    {
        if (!token.StartsWith(Version, StringComparison.Ordinal))
        {
            return token.Length > 2 && char.IsAsciiDigit(token[0]) && char.IsAsciiDigit(token[1])
                ? new TokenCheck(TokenVerdict.WrongVersion, 0)
                : TokenCheck.Invalid;
        }

        if (token.Length > MaxLength || Decrypt(token.AsSpan(Version.Length), serverSecret) is not { } opened)
        {
            return TokenCheck.Invalid;
        }

        if (ReadClaims(opened.Json) is not { } claims
            || claims.AppId != appId
            || claims.UserId != userId
            || claims.Expiry != opened.Expiry)
        {
            return TokenCheck.Invalid;
        }

        return new TokenCheck(claims.Expiry <= now ? TokenVerdict.Expired : TokenVerdict.Valid, claims.Expiry);
    }

    private static (long Expiry, byte[] Json)? Decrypt(ReadOnlySpan<char> base64, string serverSecret)
    {
        var bytes = new byte[(base64.Length * 3 / 4) + 3];
        if (!Convert.TryFromBase64Chars(base64, bytes, out var length))
        {
            return null;
        }

        var span = bytes.AsSpan(0, length);
        if (!base64.SequenceEqual(Convert.ToBase64String(span)))
        {
            // White space, or bits that mean nothing: one token has one text.
            return null;
        }

        if (span.Length < 12 + IvBytes
            || BinaryPrimitives.ReadInt16BigEndian(span[8..]) != IvBytes
            || BinaryPrimitives.ReadInt16BigEndian(span[(10 + IvBytes)..]) != span.Length - (12 + IvBytes))
        {
            return null;
        }

        try
        {
            using var aes = CreateAes(serverSecret);
            var json = aes.DecryptCbc(span[(12 + IvBytes)..], span.Slice(10, IvBytes));
            return (BinaryPrimitives.ReadInt64BigEndian(span), json);
        }
        catch (CryptographicException)
        {
            // Forged or damaged: the caller says "invalid", like for everything else that is wrong.
            return null;
        }
    }

    private static (uint AppId, string UserId, long Expiry)? ReadClaims(byte[] json)
    {
        if (!Utf8.IsValid(json))
        {
            // The parser lets such bytes pass in strings that nobody reads; there a forger could garble whole blocks.
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json, OneValueEach);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("app_id", out var appId) && appId.ValueKind == JsonValueKind.Number && appId.TryGetUInt32(out var app)
                && root.TryGetProperty("user_id", out var user) && user.ValueKind == JsonValueKind.String
                && root.TryGetProperty("expire", out var expire) && expire.ValueKind == JsonValueKind.Number && expire.TryGetInt64(out var expiry)
                    ? (app, user.GetString()!, expiry)
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or text that is no valid UTF-16: invalid like the rest.
            return null;
        }
    }

    private static byte[] ToJson(uint appId, string userId, long created, long expiry, string payload)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("app_id", appId);
            json.WriteString("user_id", userId);
            json.WriteNumber("nonce", RandomNumberGenerator.GetInt32(int.MaxValue));
            json.WriteNumber("ctime", created);
            json.WriteNumber("expire", expiry);
            json.WriteString("payload", payload);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static Aes CreateAes(string serverSecret)
    {
        var key = Encoding.UTF8.GetBytes(serverSecret);
        if (key.Length != 32)
        {
            throw new ArgumentException("The ServerSecret must be 32 bytes.", nameof(serverSecret));
        }

        var aes = Aes.Create();
        aes.Key = key;
        return aes;
    }
}
