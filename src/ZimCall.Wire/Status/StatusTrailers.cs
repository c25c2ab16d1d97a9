using System.Globalization;
using System.Net;
using System.Text;

namespace ZimCall.Wire;

/// <summary>How a status travels: <c>grpc-status</c>, the percent-encoded <c>grpc-message</c>, and what stands in for them.</summary>
public static class StatusTrailers
{
    /// <summary>The name of the trailer that carries the code.</summary>
    public const string StatusKey = "grpc-status";

    /// <summary>The name of the trailer that carries the message.</summary>
    public const string MessageKey = "grpc-message";

    private const string HexDigits = "0123456789ABCDEF";

    /// <summary>Writes a status code as <c>grpc-status</c> wants it.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The decimal number.</returns>
    public static string FormatCode(RpcStatusCode code) => ((int)code).ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads <c>grpc-status</c>. A number or text that is no known code means UNKNOWN.</summary>
    /// <param name="value">The trailer's value.</param>
    /// <returns>The code.</returns>
    public static RpcStatusCode ParseCode(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is >= (int)RpcStatusCode.Ok and <= (int)RpcStatusCode.Unauthenticated
            ? (RpcStatusCode)number
            : RpcStatusCode.Unknown;

    /// <summary>Percent-encodes a message: UTF-8, everything outside printable ASCII and the percent sign itself.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Text that may stand in a header.</returns>
    public static string EncodeMessage(string message)
    {
        if (!message.AsSpan().ContainsAnyExceptInRange(' ', '~') && !message.Contains('%', StringComparison.Ordinal))
        {
            return message;
        }

        var encoded = new StringBuilder(message.Length * 2);
        foreach (byte octet in Encoding.UTF8.GetBytes(message))
        {
            if (octet is >= 0x20 and <= 0x7E and not (byte)'%')
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append('%').Append(HexDigits[octet >> 4]).Append(HexDigits[octet & 0xF]);
            }
        }

        return encoded.ToString();
    }

    /// <summary>Undoes <see cref="EncodeMessage"/>. What is not a valid escape stays as it is: a message must never be lost.</summary>
    /// <param name="value">The trailer's value.</param>
    /// <returns>The message.</returns>
    public static string DecodeMessage(string value)
    {
        if (!value.Contains('%', StringComparison.Ordinal))
        {
            return value;
        }

        var octets = new List<byte>(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length
                && byte.TryParse(value.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet))
            {
                octets.Add(octet);
                i += 2;
            }
            else
            {
                octets.AddRange(Encoding.UTF8.GetBytes(value, i, 1));
            }
        }

        return Encoding.UTF8.GetString([.. octets]);
    }

    /// <summary>The code that an HTTP status stands for when no <c>grpc-status</c> came, by gRPC's own table.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <returns>The code; never OK.</returns>
    public static RpcStatusCode FromHttpStatus(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => RpcStatusCode.Internal,
        HttpStatusCode.Unauthorized => RpcStatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => RpcStatusCode.PermissionDenied,
        HttpStatusCode.NotFound => RpcStatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests => RpcStatusCode.Unavailable,
        HttpStatusCode.BadGateway => RpcStatusCode.Unavailable,
        HttpStatusCode.ServiceUnavailable => RpcStatusCode.Unavailable,
        HttpStatusCode.GatewayTimeout => RpcStatusCode.Unavailable,
        _ => RpcStatusCode.Unknown,
    };
}
