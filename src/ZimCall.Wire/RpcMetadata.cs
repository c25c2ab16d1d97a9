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

    /// <summary>Checks an entry that is to be sent.</summary>
    /// <param name="key">Lower-case letters, digits, and any of <c>-_.</c>; not reserved.</param>
    /// <param name="value">Printable ASCII.</param>
    /// <exception cref="ArgumentException">The entry cannot be sent.</exception>
    public static void Check(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        if (key.AsSpan().ContainsAnyExcept(KeyCharacters) || IsReserved(key))
        {
            throw new ArgumentException($"'{key}' cannot be the name of metadata.", nameof(key));
        }

        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException($"The value of '{key}' is not printable ASCII.", nameof(value));
        }
    }
}
