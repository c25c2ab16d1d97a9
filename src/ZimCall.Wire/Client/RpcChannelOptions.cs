using System.Net.Security;

namespace ZimCall.Wire;

/// <summary>How a channel connects, and its limits.</summary>
public sealed record RpcChannelOptions
{
    /// <summary>How long a connection may be silent before it is pinged, as long as it has calls. Default 10 s.</summary>
    public TimeSpan KeepAlivePingDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the answer to a ping may take before the connection counts as lost. Default 10 s.</summary>
    public TimeSpan KeepAlivePingTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long connecting, with TLS, may take. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest message accepted, in bytes. Default 4 MiB.</summary>
    public int MaxReceiveMessageBytes { get; init; } = RpcServerStreamOptions.DefaultMaxReceiveMessageBytes;

    /// <summary>
    /// The bytes that a server may send on one stream before this side has read them; at least 65,535. The framework raises
    /// it by itself on fast, distant connections. Default 65,535.
    /// </summary>
    public int InitialStreamWindowBytes { get; init; } = 65_535;

    /// <summary>Settings for TLS, such as a client certificate or a private certificate authority. Default: the system's.</summary>
    public SslClientAuthenticationOptions? SslOptions { get; init; }

    /// <summary>
    /// Replaces the whole HTTP layer, for tests and unusual transports: the settings above other than
    /// <see cref="MaxReceiveMessageBytes"/> then have no effect. It remains its owner's to dispose of. Default: none.
    /// </summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>The <c>user-agent</c> that servers see.</summary>
    public string UserAgent { get; init; } = $"zimcall-wire/{typeof(RpcChannelOptions).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>The clock for deadlines. Keepalive and connecting follow the system's clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
