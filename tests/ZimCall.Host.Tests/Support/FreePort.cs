using System.Net;
using System.Net.Sockets;

namespace ZimCall.Host.Tests.Support;

/// <summary>Ports for two servers that have to know each other's before either is started.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
