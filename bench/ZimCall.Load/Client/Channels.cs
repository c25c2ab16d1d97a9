using System.Net.Security;
using ZimCall.Wire;

namespace ZimCall.Load.Client;

/// <summary>Connections to a server; streams are spread over them evenly.</summary>
internal sealed class Channels : IAsyncDisposable
{
    private readonly RpcChannel[] _channels;

    public Channels(string url, int count)
    {
        var options = new RpcChannelOptions
        {
            ConnectTimeout = TimeSpan.FromSeconds(60),
            SslOptions = url.StartsWith("https:", StringComparison.Ordinal) ? TrustAnybody() : null,
        };
        _channels = [.. Enumerable.Range(0, count).Select(_ => new RpcChannel(new Uri(url), options))];
    }

    public RpcChannel this[int index] => _channels[index % _channels.Length];

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
        {
            await channel.DisposeAsync();
        }
    }

    /// <summary>The server is this program's own child on this machine, with a certificate made a moment ago.</summary>
#pragma warning disable CA5359
    private static SslClientAuthenticationOptions TrustAnybody() => new()
    {
        TargetHost = "localhost",
        RemoteCertificateValidationCallback = static (_, _, _, _) => true,
    };
#pragma warning restore CA5359
}
