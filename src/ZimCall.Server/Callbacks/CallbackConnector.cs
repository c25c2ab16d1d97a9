using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace ZimCall.Server;

/// <summary>
/// Connects to receivers, but to no private address unless its host was allowed by name: a callback URL is no way into the
/// network that the server stands in. What is checked is the address that is then connected to, so a name that means something
/// else the next time does not help.
/// </summary>
/// <param name="allowedHosts">Hosts that may be private.</param>
/// <param name="resolve">Finds the addresses of a host.</param>
internal sealed class CallbackConnector(
    IEnumerable<string> allowedHosts, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    private readonly HashSet<string> _allowedHosts = new(allowedHosts, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="HttpRequestException">The host has no address that may be connected to.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns the socket; without one it is disposed of.")]
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        var addresses = await resolve(host.Host, cancellationToken);
        if (!_allowedHosts.Contains(host.Host.Trim('[', ']')))
        {
            addresses = Array.FindAll(addresses, PublicAddress.Is);
        }

        if (addresses.Length == 0)
        {
            throw new HttpRequestException($"{host.Host} has no public address, and is not among the hosts that may be private");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
