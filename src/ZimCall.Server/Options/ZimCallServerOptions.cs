using System.Text;
using ZimCall.Core;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>How the backend behaves. Checked when it starts; every problem is named at once.</summary>
public sealed class ZimCallServerOptions
{
    /// <summary>The apps that are served; at least one.</summary>
    public IList<ZimCallApp> Apps { get; } = [];

    /// <summary>What a user's second login does to the first (R-DEV-1). Default: MultiDevice.</summary>
    public DeviceLoginPolicy DeviceLoginPolicy { get; set; } = DeviceLoginPolicy.MultiDevice;

    /// <summary>With MultiDevice: how many devices a user may have at once. Default 10, range 1–100.</summary>
    public int MaxDevicesPerUser { get; set; } = 10;

    /// <summary>How often clients are asked for a sign of life. Default 10 s; 1 s up to half the timeout.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After this long without a sign of life a device counts as gone (R-GONE). Default 35 s, range 3 s–10 min.</summary>
    public TimeSpan HeartbeatTimeout { get; set; } = TimeSpan.FromSeconds(35);

    /// <summary>How long a connection may take to log in. Default 10 s, range 1 s–1 min.</summary>
    public TimeSpan LoginTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether users must log in by token. The appSign is in every copy of an app, and who has taken it out of one can log in as
    /// anybody (R-LOG-1). Default: no.
    /// </summary>
    public bool RequireTokens { get; set; }

    /// <summary>How long an invitation may be undelivered before it is NotYetReceived (R-NYR). Default 5 s, range 3–5 s.</summary>
    public TimeSpan NotReceivedCheckInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a member may be in a call without a device online (R-GONE-2). Default 5 min, range 10 s–24 h.</summary>
    public TimeSpan AbsenceLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether a user in a call may CallInvite (R-INV-4). Default: no.</summary>
    public bool AllowInviteWhileInCall { get; set; }

    /// <summary>Whether invitees must have logged in, or been registered, before (R-INV-5). Default: yes.</summary>
    public bool RequireRegisteredInvitees { get; set; } = true;

    /// <summary>The most bytes of one frame from a client. Default 64 KiB, range 8 KiB–4 MiB.</summary>
    public int MaxFrameBytes { get; set; } = SignalingMethod.DefaultMaxFrameBytes;

    /// <summary>The most bytes waiting for one client that does not read; then it is cut off, and heals by reconnecting. Default 1 MiB.</summary>
    public int MaxQueuedBytes { get; set; } = 1024 * 1024;

    /// <summary>How long the memory store keeps calls that have ended. Default 1 h, 1 min or more.</summary>
    public TimeSpan EndedCallRetention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many calls that have ended the memory store keeps at the most. Default 100,000, 0 or more.</summary>
    public int MaxEndedCalls { get; set; } = 100_000;

    /// <summary>How many requests of the server API each app may make in a second, for each action. Default 20, range 1–100,000.</summary>
    public int ApiRequestsPerSecond { get; set; } = 20;

    /// <summary>How many requests a session may make in a second, and twice as many at once. Default 100, range 1–100,000.</summary>
    public int SessionRequestsPerSecond { get; set; } = 100;

    /// <summary>
    /// How many requests a user may make in a second on one node, from all devices, and twice as many at once. Default 200,
    /// range 1–1,000,000.
    /// </summary>
    public int UserRequestsPerSecond { get; set; } = 200;

    /// <summary>
    /// How many requests an app's users may make in a second on one node, and twice as many at once. Default 0, no limit;
    /// range 0–10,000,000.
    /// </summary>
    public int AppRequestsPerSecond { get; set; }

    /// <summary>
    /// How many times a user may log in or reconnect in a minute on one node, from all devices, and as many at once. Default
    /// 120, range 1–100,000.
    /// </summary>
    public int UserLoginsPerMinute { get; set; } = 120;

    /// <summary>
    /// How many new sessions an app may get in a second on one node, and twice as many at once; reconnects do not count.
    /// Default 0, no limit; range 0–1,000,000.
    /// </summary>
    public int AppLoginsPerSecond { get; set; }

    /// <summary>How many sessions an app may have on one node. Default 0, no limit; range 0–100,000,000.</summary>
    public int MaxSessionsPerApp { get; set; }

    /// <summary>How many connections may be logging in at once. Default 10,000, range 1–1,000,000.</summary>
    public int MaxPendingLogins { get; set; } = 10_000;

    /// <summary>
    /// In how many calls a user may be, pending or in the call, and still enter another by CallJoin, or by CallInvite where
    /// <see cref="AllowInviteWhileInCall"/> is set. Default 100, range 1–10,000.
    /// </summary>
    public int MaxCallsPerUser { get; set; } = 100;

    /// <summary>
    /// How many requests may be under way at once before the node counts as overloaded: then it refuses new sessions, new
    /// invitations and queries, and serves what there is. Default 5,000, range 10–1,000,000.
    /// </summary>
    public int MaxConcurrentRequests { get; set; } = 5000;

    /// <summary>How long work may wait for a thread before the node counts as overloaded. Default 500 ms, range 50 ms–1 min.</summary>
    public TimeSpan MaxSchedulingDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a receiver of callbacks may take to answer. Default 5 s, range 1–30 s.</summary>
    public TimeSpan CallbackTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many callbacks of each app may be under way at once, on each node. Default 16, range 1–256.</summary>
    public int CallbackParallelism { get; set; } = 16;

    /// <summary>
    /// Hosts that callbacks may go to although their addresses are private, loopback or link-local, as they are written in the
    /// URL. Default: none.
    /// </summary>
    public IList<string> CallbackAllowPrivateHosts { get; } = [];

    /// <summary>Everything that is wrong with these options; empty when nothing is.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        List<string> problems = [];
        Require(Apps.Count > 0, "no app is configured");
        Require(Apps.DistinctBy(static app => app.AppId).Count() == Apps.Count, "an AppID is configured twice");
        foreach (var app in Apps)
        {
            Require(app.AppId != 0, "an AppID is 0");
            Require(Limits.IsAppSign(app.AppSign), $"app {app.AppId}: the AppSign is not 64 hexadecimal digits");
            Require(app.ServerSecret is { } secret && Encoding.UTF8.GetByteCount(secret) == 32, $"app {app.AppId}: the ServerSecret is not 32 bytes");
            problems.AddRange(app.Callbacks?.FindProblems().Select(problem => $"app {app.AppId}: {problem}") ?? []);
        }

        Require(Enum.IsDefined(DeviceLoginPolicy), $"{nameof(DeviceLoginPolicy)} is {DeviceLoginPolicy}; it must be MultiDevice or SingleDevice");
        RequireRange(MaxDevicesPerUser, 1, 100, nameof(MaxDevicesPerUser));
        var shortest = TimeSpan.FromSeconds(3);
        RequireSpan(HeartbeatTimeout, shortest, TimeSpan.FromMinutes(10), nameof(HeartbeatTimeout));

        // A timeout that is too short has been named; it is no reason to find fault with the interval too.
        var timeout = HeartbeatTimeout < shortest ? shortest : HeartbeatTimeout;
        RequireSpan(HeartbeatInterval, TimeSpan.FromSeconds(1), timeout / 2, nameof(HeartbeatInterval));
        RequireSpan(LoginTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), nameof(LoginTimeout));
        RequireSpan(NotReceivedCheckInterval, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5), nameof(NotReceivedCheckInterval));
        RequireSpan(AbsenceLimit, TimeSpan.FromSeconds(10), TimeSpan.FromHours(24), nameof(AbsenceLimit));
        RequireRange(MaxFrameBytes, 8 * 1024, 4 * 1024 * 1024, nameof(MaxFrameBytes));
        RequireRange(MaxQueuedBytes, 64 * 1024, int.MaxValue, nameof(MaxQueuedBytes));
        RequireSpan(EndedCallRetention, TimeSpan.FromMinutes(1), TimeSpan.MaxValue, nameof(EndedCallRetention));
        RequireRange(MaxEndedCalls, 0, int.MaxValue, nameof(MaxEndedCalls));
        RequireRange(ApiRequestsPerSecond, 1, 100_000, nameof(ApiRequestsPerSecond));
        RequireRange(SessionRequestsPerSecond, 1, 100_000, nameof(SessionRequestsPerSecond));
        RequireRange(UserRequestsPerSecond, 1, 1_000_000, nameof(UserRequestsPerSecond));
        RequireRange(AppRequestsPerSecond, 0, 10_000_000, nameof(AppRequestsPerSecond));
        RequireRange(UserLoginsPerMinute, 1, 100_000, nameof(UserLoginsPerMinute));
        RequireRange(AppLoginsPerSecond, 0, 1_000_000, nameof(AppLoginsPerSecond));
        RequireRange(MaxSessionsPerApp, 0, 100_000_000, nameof(MaxSessionsPerApp));
        RequireRange(MaxPendingLogins, 1, 1_000_000, nameof(MaxPendingLogins));
        RequireRange(MaxCallsPerUser, 1, 10_000, nameof(MaxCallsPerUser));
        RequireRange(MaxConcurrentRequests, 10, 1_000_000, nameof(MaxConcurrentRequests));
        RequireSpan(MaxSchedulingDelay, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1), nameof(MaxSchedulingDelay));
        RequireSpan(CallbackTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), nameof(CallbackTimeout));
        RequireRange(CallbackParallelism, 1, 256, nameof(CallbackParallelism));
        return problems;

        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }

        void RequireRange(int value, int min, int max, string name) =>
            Require(value >= min && value <= max, $"{name} is {value}; it must be from {min} to {max}");

        void RequireSpan(TimeSpan value, TimeSpan min, TimeSpan max, string name) =>
            Require(value >= min && value <= max, $"{name} is {value}; it must be from {min} to {max}");
    }

    internal CallPolicy ToPolicy() => new()
    {
        ReceiptCheckInterval = NotReceivedCheckInterval,
        AbsenceLimit = AbsenceLimit,
    };
}
