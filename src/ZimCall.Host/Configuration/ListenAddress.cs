using System.Net;

namespace ZimCall.Host;

/// <summary>A place to listen.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Host">A name or an address; <c>*</c> and <c>+</c> stand for every address.</param>
/// <param name="Port">0 for a free one.</param>
/// <param name="IsTls">Whether it is <c>https</c>.</param>
internal sealed record ListenAddress(string Text, string Host, int Port, bool IsTls)
{
    /// <summary>The address, or null for <c>localhost</c> and for every address.</summary>
    public IPAddress? Ip => IPAddress.TryParse(Host.Trim('[', ']'), out var ip) ? ip : null;

    public bool IsLocalhost => string.Equals(Host, "localhost", StringComparison.OrdinalIgnoreCase);

    public bool IsEverywhere => Host is "*" or "+";

    /// <summary>Whether no other machine can reach it.</summary>
    public bool IsLoopback => IsLocalhost || (Ip is { } ip && IPAddress.IsLoopback(ip));

    /// <summary>The name by which this machine itself reaches it.</summary>
    public string LocalHost =>
        IsEverywhere || Ip?.Equals(IPAddress.Any) == true ? "127.0.0.1"
        : Ip?.Equals(IPAddress.IPv6Any) == true ? "[::1]"
        : Host;

    /// <summary>Reads one address.</summary>
    /// <param name="where">Where it stood.</param>
    /// <param name="text">The address.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <returns>The address; null when there is a problem.</returns>
    public static ListenAddress? Read(string where, string text, out string? problem)
    {
        problem = null;

        // Uri does not take the wildcards that are usual here.
        var readable = text.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(readable, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.PathAndQuery != "/"
            || uri.UserInfo.Length > 0)
        {
            problem = $"{where}: '{text}' is not of the form http://address:port or https://address:port";
            return null;
        }

        var address = new ListenAddress(
            text, readable == text ? uri.Host : "*", uri.Port, uri.Scheme == Uri.UriSchemeHttps);
        if (address.Ip is null && !address.IsLocalhost && !address.IsEverywhere)
        {
            problem = $"{where}: '{text}' has the name '{uri.Host}'; write the IP address to listen on, localhost, or * for all";
            return null;
        }

        if (address.IsLocalhost && address.Port == 0)
        {
            problem = $"{where}: '{text}': localhost is two addresses, which cannot both take a free port; write 127.0.0.1";
            return null;
        }

        return address;
    }
}
