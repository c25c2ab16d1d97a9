using Microsoft.Extensions.Logging;
using ZimCall.Server;
using static ZimCall.Host.SettingKinds;

namespace ZimCall.Host;

/// <summary>
/// Everything that can be set. Each line serves the command line, the environment, the file, the help and
/// docs/configuration.md, so nothing can be set in one and not in another.
/// </summary>
internal static class HostOptions
{
    public const string DefaultUrl = "http://127.0.0.1:7350";

    private static readonly ZimCallServerOptions Defaults = new();

    public static ValueSetting<string?> Config { get; } = Text(
        "config", "A JSON file with any of these settings, named without dashes; apps are a list. Keep secrets there.", "FILE", isInFile: false);

    public static FlagSetting Dev { get; } = new(
        "dev", "Serve one app with well-known keys, for development, and print them. Only on this machine's own addresses.");

    public static AppSetting App { get; } = new(
        "An app to serve; give it again for each further app. In the variable they are separated by spaces.")
    {
        Form = "ID:APPSIGN:SERVERSECRET",
        IsSecret = true,
    };

    public static ValueSetting<string?> Urls { get; } = Text(
        "urls", "Where to listen, separated by semicolons. Port 0 takes a free port.", "URL;URL", DefaultUrl);

    public static ValueSetting<string?> ApiUrls { get; } = Text(
        "api-urls", "Where to serve the server API for business servers, by HTTP/1.1 too, separated by semicolons.", "URL;URL", "nowhere");

    public static ValueSetting<int?> ApiRate { get; } = Number(
        "api-rate", "How many requests of the server API each app may make in a second, for each action.", 1, 100_000, Defaults.ApiRequestsPerSecond);

    public static ValueSetting<string?> CallbackUrl { get; } = Text(
        "callback-url", "Where to post callbacks (webhooks) of the apps that name no receiver of their own in the file. Needs callback-secret.", "URL", "nowhere");

    public static ValueSetting<string?> CallbackSecret { get; } = Text(
        "callback-secret", $"What callbacks are signed with: {ZimCallCallbackOptions.MinSecretBytes} bytes or more.", "TEXT", isSecret: true);

    public static ValueSetting<string?> CallbackEventNames { get; } = Text(
        "callback-events", "Of which events callbacks tell, separated by semicolons, or all.", "EVENT;EVENT", "those that ZIM has");

    public static ValueSetting<string?> CallbackAllowPrivate { get; } = Text(
        "callback-allow-private", "Hosts that callbacks may go to although their addresses are private or of this machine, separated by semicolons.", "HOST;HOST", "none");

    public static ValueSetting<TimeSpan?> CallbackTimeout { get; } = Span(
        "callback-timeout", "How long a receiver of callbacks may take to answer.", Seconds(1), Seconds(30), Duration.Write(Defaults.CallbackTimeout));

    public static ValueSetting<int?> CallbackParallelism { get; } = Number(
        "callback-parallelism", "How many callbacks of each app may be under way at once.", 1, 256, Defaults.CallbackParallelism);

    public static ValueSetting<string?> OperatorUrl { get; } = Text(
        "operator-url", "Where to serve you: /metrics, /healthz, /readyz, what the commands calls and call ask for, and /dashboard if it is switched on. By HTTP/1.1 too. Needs operator-secret.", "URL", "nowhere");

    public static ValueSetting<string?> OperatorSecret { get; } = Text(
        "operator-secret", $"What the operator's address is asked with, as a bearer token or at its login page: {Host.OperatorSecret.MinBytes} bytes or more.", "TEXT", isSecret: true);

    public static FlagSetting Dashboard { get; } = new(
        "dashboard", "Serve pages that show sessions and calls, at /dashboard of the operator's address.");

    public static ValueSetting<string?> OtlpEndpoint { get; } = Text(
        "otlp-endpoint", "Send metrics and traces to this collector, by OTLP over HTTP: http://collector:4318.", "URL", "to none");

    public static ValueSetting<double?> TraceRatio { get; } = Ratio("trace-ratio", "How many of the traces are sent.", "1");

    public static FlagSetting AllowClearText { get; } = new(
        "allow-clear-text", "Allow http:// on addresses that other machines can reach, as behind a proxy that does TLS.");

    public static ValueSetting<string?> TlsCertificate { get; } = Text(
        "tls-certificate", "The certificate for https://, in PEM form, with its chain if it has one. When the file changes it is read again.", "FILE");

    public static ValueSetting<string?> TlsKey { get; } = Text(
        "tls-key", "The certificate's private key, in PEM form.", "FILE", "in the certificate's file");

    public static ValueSetting<string?> Data { get; } = Text(
        "data", "Keep calls, history and known users in this folder, in an SQLite database; made when it is not there.", "FOLDER", "in memory, gone when the server ends");

    public static ValueSetting<string?> Store { get; } = Text(
        "store", "Keep them in memory, or in a PostgreSQL database.", "memory|postgres:CONNECTIONSTRING", "memory", isSecret: true);

    public static ValueSetting<string?> NodeAddress { get; } = Text(
        "node-address", "Be one node of many that share the PostgreSQL database: where the other nodes reach this one. It is one of the addresses this server listens on.", "URL");

    public static ValueSetting<string?> ClusterSecret { get; } = Text(
        "cluster-secret", $"What the nodes know each other by, the same on all of them, {ZimCallClusterOptions.MinSecretBytes} bytes or more.", "TEXT", isSecret: true);

    public static ValueSetting<string?> NodeId { get; } = Text(
        "node-id", "The node's name in logs. Something random is added at each start.", "NAME", "node");

    public static ValueSetting<DeviceLoginPolicy?> DevicePolicy { get; } = Word(
        "device-policy",
        "What a user's second login does to the first.",
        ("multi", DeviceLoginPolicy.MultiDevice),
        ("single", DeviceLoginPolicy.SingleDevice));

    public static ValueSetting<int?> MaxDevices { get; } = Number(
        "max-devices", "How many devices a user may have at once; the oldest is logged out.", 1, 100, Defaults.MaxDevicesPerUser);

    public static ValueSetting<TimeSpan?> HeartbeatTimeout { get; } = Span(
        "heartbeat-timeout", "After this long without a sign of life a device counts as gone.", Seconds(3), Seconds(600), Duration.Write(Defaults.HeartbeatTimeout));

    public static ValueSetting<TimeSpan?> HeartbeatInterval { get; } = Span(
        "heartbeat-interval", "How often devices give a sign of life.", Seconds(1), max: null, "10s, or a third of the timeout if that is less", "from 1s to half of heartbeat-timeout");

    public static ValueSetting<TimeSpan?> LoginTimeout { get; } = Span(
        "login-timeout", "How long a connection may take to log in.", Seconds(1), Seconds(60), Duration.Write(Defaults.LoginTimeout));

    public static FlagSetting RequireTokens { get; } = new(
        "require-tokens", "Let users log in by token only. Without it who has an app's AppSign, which is in every copy of the app, can log in as anybody.");

    public static ValueSetting<TimeSpan?> NotReceivedCheck { get; } = Span(
        "not-received-check", "When an invitation that reached no device is reported as not yet received.", Seconds(3), Seconds(5), Duration.Write(Defaults.NotReceivedCheckInterval));

    public static ValueSetting<TimeSpan?> AbsenceLimit { get; } = Span(
        "absence-limit", "How long a member stays in a call without a device online.", Seconds(10), TimeSpan.FromHours(24), Duration.Write(Defaults.AbsenceLimit));

    public static FlagSetting AllowInviteWhileInCall { get; } = new(
        "allow-invite-while-in-call", "Let a user who is in a call create another.");

    public static FlagSetting AllowUnregisteredInvitees { get; } = new(
        "allow-unregistered-invitees", "Let users be invited who have never logged in.");

    public static ValueSetting<int?> MaxFrameBytes { get; } = Number(
        "max-frame-bytes", "The most bytes of one message from a client.", 8 * 1024, 4 * 1024 * 1024, Defaults.MaxFrameBytes);

    public static ValueSetting<int?> MaxQueuedBytes { get; } = Number(
        "max-queued-bytes", "The most bytes waiting for a client that does not read.", 64 * 1024, int.MaxValue, Defaults.MaxQueuedBytes);

    public static ValueSetting<int?> SessionRate { get; } = Number(
        "session-rate", "How many requests a session may make in a second; twice as many at once.", 1, 100_000, Defaults.SessionRequestsPerSecond);

    public static ValueSetting<int?> UserRate { get; } = Number(
        "user-rate", "How many requests a user may make in a second, from all devices; twice as many at once.", 1, 1_000_000, Defaults.UserRequestsPerSecond);

    public static ValueSetting<int?> AppRate { get; } = Number(
        "app-rate", "How many requests an app's users may make in a second; twice as many at once. 0 for no limit.", 0, 10_000_000, Defaults.AppRequestsPerSecond);

    public static ValueSetting<int?> UserLoginRate { get; } = Number(
        "user-login-rate", "How many times a user may log in or reconnect in a minute; as many at once.", 1, 100_000, Defaults.UserLoginsPerMinute);

    public static ValueSetting<int?> AppLoginRate { get; } = Number(
        "app-login-rate", "How many new sessions an app may get in a second; twice as many at once. 0 for no limit.", 0, 1_000_000, Defaults.AppLoginsPerSecond);

    public static ValueSetting<int?> MaxSessions { get; } = Number(
        "max-sessions", "How many sessions an app may have on this server. 0 for no limit.", 0, 100_000_000, Defaults.MaxSessionsPerApp);

    public static ValueSetting<int?> MaxPendingLogins { get; } = Number(
        "max-pending-logins", "How many connections may be logging in at once.", 1, 1_000_000, Defaults.MaxPendingLogins);

    public static ValueSetting<int?> MaxCalls { get; } = Number(
        "max-calls", "In how many calls a user may be and still enter another.", 1, 10_000, Defaults.MaxCallsPerUser);

    public static ValueSetting<int?> MaxRequests { get; } = Number(
        "max-requests", "How many requests may be under way before the server refuses what is new.", 10, 1_000_000, Defaults.MaxConcurrentRequests);

    public static ValueSetting<TimeSpan?> MaxDelay { get; } = Span(
        "max-delay", "How long work may wait for a thread before the server refuses what is new.", TimeSpan.FromMilliseconds(50), Seconds(60), Duration.Write(Defaults.MaxSchedulingDelay));

    public static ValueSetting<TimeSpan?> EndedCallRetention { get; } = Span(
        "ended-call-retention", "How long calls that have ended can be queried.", Seconds(60), max: null, "1h in memory, 720h in a database");

    public static ValueSetting<int?> MaxEndedCalls { get; } = Number(
        "max-ended-calls", "How many calls that have ended are kept in memory at the most.", 0, int.MaxValue, Defaults.MaxEndedCalls);

    public static ValueSetting<LogLevel?> LogLevel { get; } = Word(
        "log-level",
        "The least important messages to log.",
        ("info", Microsoft.Extensions.Logging.LogLevel.Information),
        ("debug", Microsoft.Extensions.Logging.LogLevel.Debug),
        ("warning", Microsoft.Extensions.Logging.LogLevel.Warning),
        ("error", Microsoft.Extensions.Logging.LogLevel.Error));

    public static ValueSetting<LogFormat?> LogFormat { get; } = Word(
        "log-format",
        "One line of text, or one JSON object, for each message.",
        ("text", Host.LogFormat.Text),
        ("json", Host.LogFormat.Json));

    public static IReadOnlyList<Setting> All { get; } =
    [
        Config, Dev, App, Urls, ApiUrls, ApiRate,
        CallbackUrl, CallbackSecret, CallbackEventNames, CallbackAllowPrivate, CallbackTimeout, CallbackParallelism,
        OperatorUrl, OperatorSecret, Dashboard,
        OtlpEndpoint, TraceRatio, AllowClearText, TlsCertificate, TlsKey, Data, Store, NodeAddress, ClusterSecret, NodeId,
        DevicePolicy, MaxDevices, HeartbeatTimeout, HeartbeatInterval, LoginTimeout, RequireTokens, NotReceivedCheck, AbsenceLimit,
        AllowInviteWhileInCall, AllowUnregisteredInvitees,
        MaxFrameBytes, MaxQueuedBytes,
        SessionRate, UserRate, AppRate, UserLoginRate, AppLoginRate, MaxSessions, MaxPendingLogins, MaxCalls, MaxRequests, MaxDelay,
        EndedCallRetention, MaxEndedCalls,
        LogLevel, LogFormat,
    ];

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
