using System.Net;
using System.Net.Sockets;

namespace ZimCall.Server;

/// <summary>Which addresses are anybody's on the internet, and which are this machine's or its network's own.</summary>
internal static class PublicAddress
{
    /// <summary>Ranges of IPv4 that are not public (RFC 6890 and what came after it).</summary>
    private static readonly IPNetwork[] Private4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        }.Select(static text => IPNetwork.Parse(text)),
    ];

    /// <summary>Of IPv6 only this is handed out, and these parts of it are not public, or lead to an IPv4 address of anybody's choice.</summary>
    private static readonly IPNetwork Public6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Private6 =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(static text => IPNetwork.Parse(text)),
    ];

    public static bool Is(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !Array.Exists(Private4, network => network.Contains(address))
            : Public6.Contains(address) && !Array.Exists(Private6, network => network.Contains(address));
    }
}
