using System.Text;
using Microsoft.Extensions.Logging;
using ZimCall.Options;

namespace ZimCall;

/// <summary>
/// How an instance of <see cref="ZIM"/> works. Checked when the instance is made: an <see cref="ArgumentException"/> then names everything that is wrong.
/// The instance takes a copy; what is set afterwards changes nothing.
/// </summary>
public sealed record ZIMOptions
{
    /// <summary>The app's number. Required; 0 is not an app (R-ID).</summary>
    public uint AppID { get; set; }

    /// <summary>
    /// The app's sign, 64 hexadecimal characters, with which users log in without a token (R-LOG-1). Default "": every login needs a
    /// token. A secret: it is neither logged nor part of the text form of these options.
    /// </summary>
    public string AppSign { get; set; } = "";

    /// <summary>
    /// The server's address, absolute, http or https. Default null: the environment variable <c>ZIMCALL_SERVER</c>, else
    /// <c>http://127.0.0.1:7350</c>.
    /// </summary>
    public Uri? ServerAddress { get; set; }

    /// <summary>
    /// Names this device among those of the user: 1 to 64 printable ASCII characters, no spaces. An app that keeps it over restarts is
    /// the same device again, and comes back to the calls that it was in (R-DEV-4). Default null: random, a new one for each instance.
    /// </summary>
    public string? DeviceId { get; set; }

    /// <summary>Where the instance logs to. Default null: nowhere. It is not disposed of with the instance.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock and the timers. Default <see cref="TimeProvider.System"/>; tests bring their own.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Where events and callbacks are run. Default null: the context that is current where the instance is made (the main thread of Unity, WPF or
    /// MAUI when it is made there), and the thread pool, one at a time, where there is none. A plain <c>new SynchronizationContext()</c>
    /// asks for the thread pool in any case.
    /// </summary>
    public SynchronizationContext? SynchronizationContext { get; set; }

    /// <summary>
    /// How long an operation may take, reconnecting included, before it fails: with <see cref="ZIMErrorCode.NetworkModuleNetworkError"/>
    /// when it was never sent, else with <see cref="ZIMErrorCode.CommonModuleIMServerDisconnect"/> or <see cref="ZIMErrorCode.NetworkModuleRequestTimeout"/>. Default
    /// 10 s; 1 s to 5 min.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a login may take. Default 10 s; 1 s to 5 min.</summary>
    public TimeSpan LoginTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often the instance tells the server that it is there. Default null: as often as the server asks (R-GONE-1); else 1 s to 60 s. Longer than
    /// the server's heartbeat timeout would count as gone.
    /// </summary>
    public TimeSpan? HeartbeatInterval { get; set; }

    /// <summary>How long to wait between tries to reconnect. Default: 250 ms at first, doubling, at most 15 s, with full jitter.</summary>
    public ZIMBackoff ReconnectBackoff { get; set; } = new();

    /// <summary>
    /// For how long a broken connection is tried again before the instance gives up and becomes <see cref="ZIMConnectionState.Disconnected"/> by
    /// <see cref="ZIMConnectionEvent.LoginTimeout"/>. Default <see cref="Timeout.InfiniteTimeSpan"/>: for ever; else 1 s or more.
    /// </summary>
    public TimeSpan MaxReconnectTime { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>The largest message taken from the server, in bytes; a larger one ends the connection. Default 4 MiB; 64 KiB to 64 MiB.</summary>
    public int MaxFrameBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Finds everything that is wrong with these options.</summary>
    /// <returns>A phrase for each problem, without secrets; empty when an instance can be made.</returns>
    public IReadOnlyList<string> FindProblems() => ZIMOptionsValidator.FindProblems(this);

    // Replaces the generated one, which would print AppSign.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("AppID = ").Append(AppID)
            .Append(", AppSign = ").Append(AppSign is { Length: > 0 } ? "(set)" : "(none)")
            .Append(", ServerAddress = ").Append(ServerAddress)
            .Append(", DeviceId = ").Append(DeviceId)
            .Append(", RequestTimeout = ").Append(RequestTimeout)
            .Append(", LoginTimeout = ").Append(LoginTimeout)
            .Append(", HeartbeatInterval = ").Append(HeartbeatInterval)
            .Append(", ReconnectBackoff = ").Append(ReconnectBackoff)
            .Append(", MaxReconnectTime = ").Append(MaxReconnectTime)
            .Append(", MaxFrameBytes = ").Append(MaxFrameBytes);
        return true;
    }
}
