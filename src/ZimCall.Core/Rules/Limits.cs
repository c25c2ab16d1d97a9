using System.Buffers;
using System.Text;

namespace ZimCall.Core;

/// <summary>What identifiers and payloads may look like (R-ID).</summary>
public static class Limits
{
    /// <summary>The most bytes of UTF-8 that extendedData may have.</summary>
    public const int MaxExtendedDataBytes = 2048;

    /// <summary>The most characters that a pushConfig's resourcesID may have.</summary>
    public const int MaxResourcesIdLength = 32;

    /// <summary>The most bytes that a userID may have.</summary>
    public const int MaxUserIdBytes = 32;

    /// <summary>The most bytes of UTF-8 that a userName may have.</summary>
    public const int MaxUserNameBytes = 256;

    /// <summary>The most characters that a callID may have.</summary>
    public const int MaxCallIdLength = 64;

    /// <summary>The most invitees of one operation (R-INV-1).</summary>
    public const int MaxInvitees = 9;

    /// <summary>The longest ring time, in seconds (R-INV-3).</summary>
    public const int MaxTimeoutSeconds = 600;

    /// <summary>The most calls that one page of a query has (R-QRY-1).</summary>
    public const int MaxPageSize = 100;

    private static readonly SearchValues<char> UserIdCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()+-:;<=.>?@[]^_{}|~");

    /// <summary>Whether this can be a userID: 1–32 of the allowed characters.</summary>
    public static bool IsUserId(string? userId) =>
        userId is { Length: >= 1 and <= MaxUserIdBytes } && !userId.AsSpan().ContainsAnyExcept(UserIdCharacters);

    /// <summary>Whether this can be a callID: 1–64 visible ASCII characters.</summary>
    public static bool IsCallId(string? callId) =>
        callId is { Length: >= 1 and <= MaxCallIdLength } && !callId.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>Whether this can be extendedData.</summary>
    public static bool IsExtendedData(string? data) =>
        data is null || data.Length <= MaxExtendedDataBytes / 3 || Encoding.UTF8.GetByteCount(data) <= MaxExtendedDataBytes;

    /// <summary>Whether this can be a userName.</summary>
    public static bool IsUserName(string? name) => name is null || Encoding.UTF8.GetByteCount(name) <= MaxUserNameBytes;

    /// <summary>Whether this can be an appSign: 64 hexadecimal characters.</summary>
    public static bool IsAppSign(string? appSign) => appSign is { Length: 64 } && appSign.All(char.IsAsciiHexDigit);
}
