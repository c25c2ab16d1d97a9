using System.Buffers;

namespace ZimCall.Wire;

/// <summary>The rules for metadata and trailers that are not gRPC's own.</summary>
public static class RpcMetadata
{
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Whether a header belongs to HTTP or gRPC and is no metadata of the application.</summary>
    /// <param name="key">The name in lower case.</param>
    /// <returns>True for a reserved name.</returns>
    public static bool IsReserved(string key) =>
        key.StartsWith(':') || key.StartsWith("grpc-", StringComparison.Ordinal)
        || key is "te" or "content-type" or "content-length" or "user-agent" or "host" or "connection" or "transfer-encoding"
            or "trailer" or "upgrade" or "date" or "server";

    /// <summary>Whether an entry can be sent.</summary>
    /// <param name="key">Lower-case letters, digits, and any of <c>-_.</c>; not reserved.</param>
    /// <param name="value">Printable ASCII.</param>
    /// <returns>True when it can.</returns>
    public static bool IsValid(string key, string value) =>
        key.Length > 0 && !key.AsSpan().ContainsAnyExcept(KeyCharacters) && !IsReserved(key)
        && !value.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>Checks an entry that is to be sent; see <see cref="IsValid"/>.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The entry cannot be sent.</exception>
    public static void Check(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        if (!IsValid(key, value))
        {
            // The value may be a secret and stays out of the message.
            throw new ArgumentException($"'{key}' cannot be sent: a reserved or malformed name, or a value that is not printable ASCII.");
        }
    }
}
