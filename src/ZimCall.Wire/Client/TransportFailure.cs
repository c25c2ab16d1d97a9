using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ZimCall.Wire;

/// <summary>Turns what HttpClient and its streams throw into a status, in words that an app developer understands.</summary>
internal static class TransportFailure
{
    /// <param name="e">What was thrown.</param>
    /// <param name="address">The server.</param>
    /// <param name="connectTimeout">How long connecting may take.</param>
    /// <param name="hasAnswered">Whether the server's response has begun.</param>
    public static RpcException Translate(Exception e, Uri address, TimeSpan connectTimeout, bool hasAnswered)
    {
        string server = address.GetLeftPart(UriPartial.Authority);
        return e switch
        {
            RpcException already => already,
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                Unavailable($"could not connect to {server}: the host name is not known", e),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } =>
                Unavailable($"could not connect to {server}: {Reason(e)}", e),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                Unavailable($"could not connect to {server}: TLS failed: {Reason(e)}", e),
            HttpRequestException { HttpRequestError: HttpRequestError.VersionNegotiationError } =>
                Unavailable($"could not use {server}: it does not speak HTTP/2", e),
            OperationCanceledException { InnerException: TimeoutException } =>
                Unavailable(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"could not connect to {server}: no answer within {connectTimeout.TotalSeconds:0.###} s"),
                    e),
            ObjectDisposedException => Unavailable($"the stream to {server} has been closed", e),
            _ when Find<HttpProtocolException>(e) is { } protocol => FromProtocol(protocol, server, e),
            _ when Find<HttpIOException>(e) is { HttpRequestError: HttpRequestError.InvalidResponse } =>
                Unavailable($"could not use {server}: it does not speak HTTP/2", e),

            // What a server says before it hangs up on HTTP/2 gets lost when it resets the connection.
            _ when !hasAnswered => Unavailable(
                $"the connection to {server} was lost before it answered ({Reason(e)}): perhaps it does not speak HTTP/2", e),
            _ => Unavailable($"the connection to {server} was lost: {Reason(e)}", e),
        };
    }

    // The codes of a stream's or connection's end, by gRPC's own table, except for the first two lines: they are also what a
    // server that shuts down, and a ping without an answer, look like.
    private static RpcException FromProtocol(HttpProtocolException protocol, string server, Exception e) => protocol.ErrorCode switch
    {
        0x0 => Unavailable($"{server} closed the connection", e),
        0x1 => Unavailable($"the connection to {server} was lost: no answer to a ping, or a broken HTTP/2 frame", e),
        0x7 => Unavailable($"{server} refused the call", e),
        0x8 => new RpcException(RpcStatusCode.Cancelled, $"{server} cancelled the call", e),
        0xb => new RpcException(RpcStatusCode.ResourceExhausted, $"{server} ended the call: more than it can take", e),
        0xc => new RpcException(RpcStatusCode.PermissionDenied, $"{server} ended the call: the connection is not secure enough", e),
        0xd => Unavailable($"could not use {server}: it does not speak HTTP/2", e),
        _ => new RpcException(
            RpcStatusCode.Internal,
            string.Create(CultureInfo.InvariantCulture, $"{server} ended the call with HTTP/2 error {protocol.ErrorCode}"),
            e),
    };

    private static RpcException Unavailable(string message, Exception e) => new(RpcStatusCode.Unavailable, message, e);

    private static string Reason(Exception e)
    {
        if (Find<SocketException>(e) is { } socket)
        {
            return socket.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "connection refused",
                SocketError.ConnectionReset or SocketError.Shutdown => "connection reset",
                SocketError.TimedOut => "timed out",
                SocketError.HostUnreachable => "the host cannot be reached",
                SocketError.NetworkUnreachable => "the network cannot be reached",
                SocketError other => other.ToString(),
            };
        }

        if (Find<AuthenticationException>(e) is { } tls)
        {
            return tls.Message;
        }

        // The innermost message says most, the outer ones only that an error occurred; but a disposed socket is a consequence.
        while (e.InnerException is { } inner and not ObjectDisposedException)
        {
            e = inner;
        }

        return e.Message;
    }

    private static T? Find<T>(Exception? e)
        where T : Exception
    {
        while (e is not null and not T)
        {
            e = e.InnerException;
        }

        return (T?)e;
    }
}
