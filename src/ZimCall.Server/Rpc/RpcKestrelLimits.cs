using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ZimCall.Server.Rpc;

/// <summary>Kestrel's settings for long-lived streams.</summary>
public static class RpcKestrelLimits
{
    /// <summary>How long a connection may be silent before it is pinged: 10 s.</summary>
    public static readonly TimeSpan KeepAlivePingDelay = TimeSpan.FromSeconds(10);

    /// <summary>How long the answer to a ping may take before the connection counts as lost: 10 s.</summary>
    public static readonly TimeSpan KeepAlivePingTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Sets keepalive pings (10 s + 10 s; Kestrel's own default is never, and a client that vanished would stay for ever) and
    /// the smallest stream window, 65,535 bytes instead of 768 KiB, which bounds what one silent stream can pile up here.
    /// </summary>
    /// <param name="limits">The server's limits.</param>
    public static void UseRpcDefaults(this KestrelServerLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        limits.Http2.KeepAlivePingDelay = KeepAlivePingDelay;
        limits.Http2.KeepAlivePingTimeout = KeepAlivePingTimeout;
        limits.Http2.InitialStreamWindowSize = 65_535;
    }
}
