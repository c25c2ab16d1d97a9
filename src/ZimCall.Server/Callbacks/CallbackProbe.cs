using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ZimCall.Server;

/// <summary>Tries whether a receiver of callbacks can be reached, as callbacks would reach it.</summary>
public static class CallbackProbe
{
    /// <summary>Connects, with TLS where the URL says so, and says nothing.</summary>
    /// <param name="options">The server's options: they say which hosts may be private, and how long a receiver may take.</param>
    /// <param name="url">The receiver.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static async Task<string?> TryAsync(
        ZimCallServerOptions options, Uri url, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(url);
        using var limit = new CancellationTokenSource(options.CallbackTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var connector = new CallbackConnector(options.CallbackAllowPrivateHosts, Dns.GetHostAddressesAsync);
            await using var stream = await connector.ConnectAsync(new DnsEndPoint(url.IdnHost, url.Port), either.Token);
            if (url.Scheme == Uri.UriSchemeHttps)
            {
                await using var tls = new SslStream(stream);
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = url.IdnHost }, either.Token);
            }

            return null;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or IOException or AuthenticationException)
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no connection within {options.CallbackTimeout.TotalSeconds} s";
        }
    }
}
