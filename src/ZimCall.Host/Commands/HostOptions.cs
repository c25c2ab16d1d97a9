using System.CommandLine;
using Microsoft.Extensions.Logging;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>The options of the command line.</summary>
internal static class HostOptions
{
    public const string DefaultUrl = "http://127.0.0.1:7350";

    private static readonly ZimCallServerOptions Defaults = new();

    public static Option<bool> Dev { get; } = new("--dev")
    {
        Description = "Serve one app with well-known keys, for development, and print them. Only on this machine's own addresses.",
    };

    public static Option<string[]?> App { get; } = new("--app")
    {
        Description = "An app to serve; give it again for each further app. To keep secrets off the command line, write the options into a file and give @file.",
        HelpName = "ID:APPSIGN:SERVERSECRET",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string?> Urls { get; } = new("--urls")
    {
        Description = $"Where to listen, separated by semicolons. Port 0 takes a free port. Default: {DefaultUrl}.",
        HelpName = "URL;URL",
    };

    public static Option<string?> ApiUrls { get; } = new("--api-urls")
    {
        Description = "Where to serve the server API for business servers, by HTTP/1.1 too, separated by semicolons. Default: nowhere.",
        HelpName = "URL;URL",
    };

    public static Option<int?> ApiRate { get; } = Number(
        "--api-rate", "How many requests of the server API each app may make in a second, for each action. 1 to 100000.", Defaults.ApiRequestsPerSecond);

    public static Option<string?> OperatorUrl { get; } = new("--operator-url")
    {
        Description = "Where to serve you: /metrics, /healthz, /readyz, and /dashboard if it is asked for. By HTTP/1.1 too. Needs --operator-secret. Default: nowhere.",
        HelpName = "URL",
    };

    public static Option<string?> OperatorSecret { get; } = new("--operator-secret")
    {
        Description = $"What the operator's address is asked with, as a bearer token or at its login page: {Host.OperatorSecret.MinBytes} bytes or more. It belongs into a file: @file.",
        HelpName = "TEXT",
    };

    public static Option<bool> Dashboard { get; } = new("--dashboard")
    {
        Description = "Serve pages that show sessions and calls, at /dashboard of the operator's address.",
    };

    public static Option<string?> OtlpEndpoint { get; } = new("--otlp-endpoint")
    {
        Description = "Send metrics and traces to this collector, by OTLP over HTTP: http://collector:4318. Default: to none.",
        HelpName = "URL",
    };

    public static Option<double?> TraceRatio { get; } = new("--trace-ratio")
    {
        Description = "How many of the traces are sent. 0 to 1. Default: 1.",
        HelpName = "NUMBER",
    };

    public static Option<bool> AllowClearText { get; } = new("--allow-clear-text")
    {
        Description = "Allow http:// on addresses that other machines can reach, as behind a proxy that does TLS.",
    };

    public static Option<string?> TlsCertificate { get; } = new("--tls-certificate")
    {
        Description = "The certificate for https://, in PEM form, with its chain if it has one.",
        HelpName = "FILE",
    };

    public static Option<string?> TlsKey { get; } = new("--tls-key")
    {
        Description = "The certificate's private key, in PEM form. Default: in the certificate's file.",
        HelpName = "FILE",
    };

    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "Keep calls, history and known users in this folder, in an SQLite database; made when it is not there. Default: in memory, gone when the server ends.",
        HelpName = "FOLDER",
    };

    public static Option<string?> Store { get; } = new("--store")
    {
        Description = "Keep them in memory, or in a PostgreSQL database. A password belongs into a file: @file.",
        HelpName = "memory|postgres:CONNECTIONSTRING",
    };

    public static Option<string?> NodeAddress { get; } = new("--node-address")
    {
        Description = "Be one node of many that share the PostgreSQL database: where the other nodes reach this one. It is one of the addresses this server listens on.",
        HelpName = "URL",
    };

    public static Option<string?> ClusterSecret { get; } = new("--cluster-secret")
    {
        Description = $"What the nodes know each other by, the same on all of them, {ZimCallClusterOptions.MinSecretBytes} bytes or more. It belongs into a file: @file.",
        HelpName = "TEXT",
    };

    public static Option<string?> NodeId { get; } = new("--node-id")
    {
        Description = "The node's name in logs. Something random is added at each start. Default: node.",
        HelpName = "NAME",
    };

    public static Option<DeviceLoginPolicy?> DevicePolicy { get; } = Word(
        "--device-policy",
        "What a user's second login does to the first.",
        ("multi", DeviceLoginPolicy.MultiDevice),
        ("single", DeviceLoginPolicy.SingleDevice));

    public static Option<int?> MaxDevices { get; } = Number(
        "--max-devices", "How many devices a user may have at once; the oldest is logged out. 1 to 100.", Defaults.MaxDevicesPerUser);

    public static Option<TimeSpan?> HeartbeatTimeout { get; } = DurationOption.Create(
        "--heartbeat-timeout", "After this long without a sign of life a device counts as gone. 3s to 10m.", Defaults.HeartbeatTimeout);

    public static Option<TimeSpan?> HeartbeatInterval { get; } = DurationOption.Create(
        "--heartbeat-interval", "How often devices give a sign of life. 1s to half the timeout. Default: 10s, or a third of the timeout if that is less.");

    public static Option<TimeSpan?> LoginTimeout { get; } = DurationOption.Create(
        "--login-timeout", "How long a connection may take to log in. 1s to 1m.", Defaults.LoginTimeout);

    public static Option<TimeSpan?> NotReceivedCheck { get; } = DurationOption.Create(
        "--not-received-check", "When an invitation that reached no device is reported as not yet received. 3s to 5s.", Defaults.NotReceivedCheckInterval);

    public static Option<TimeSpan?> AbsenceLimit { get; } = DurationOption.Create(
        "--absence-limit", "How long a member stays in a call without a device online. 10s to 24h.", Defaults.AbsenceLimit);

    public static Option<bool> AllowInviteWhileInCall { get; } = new("--allow-invite-while-in-call")
    {
        Description = "Let a user who is in a call create another.",
    };

    public static Option<bool> AllowUnregisteredInvitees { get; } = new("--allow-unregistered-invitees")
    {
        Description = "Let users be invited who have never logged in.",
    };

    public static Option<int?> MaxFrameBytes { get; } = Number(
        "--max-frame-bytes", "The most bytes of one message from a client. 8192 to 4194304.", Defaults.MaxFrameBytes);

    public static Option<int?> MaxQueuedBytes { get; } = Number(
        "--max-queued-bytes", "The most bytes waiting for a client that does not read. 65536 or more.", Defaults.MaxQueuedBytes);

    public static Option<TimeSpan?> EndedCallRetention { get; } = DurationOption.Create(
        "--ended-call-retention", "How long calls that have ended can be queried. 1m or more. Default: 1h in memory, 720h in a database.");

    public static Option<int?> MaxEndedCalls { get; } = Number(
        "--max-ended-calls", "How many calls that have ended are kept in memory at the most.", Defaults.MaxEndedCalls);

    public static Option<LogLevel?> LogLevel { get; } = Word(
        "--log-level",
        "The least important messages to log.",
        ("info", Microsoft.Extensions.Logging.LogLevel.Information),
        ("debug", Microsoft.Extensions.Logging.LogLevel.Debug),
        ("warning", Microsoft.Extensions.Logging.LogLevel.Warning),
        ("error", Microsoft.Extensions.Logging.LogLevel.Error));

    public static Option<LogFormat?> LogFormat { get; } = Word(
        "--log-format",
        "One line of text, or one JSON object, for each message.",
        ("text", Host.LogFormat.Text),
        ("json", Host.LogFormat.Json));

    public static IReadOnlyList<Option> All { get; } =
    [
        Dev, App, Urls, ApiUrls, ApiRate, OperatorUrl, OperatorSecret, Dashboard, OtlpEndpoint, TraceRatio, AllowClearText, TlsCertificate, TlsKey, Data, Store, NodeAddress, ClusterSecret, NodeId,
        DevicePolicy, MaxDevices, HeartbeatTimeout, HeartbeatInterval, LoginTimeout, NotReceivedCheck, AbsenceLimit,
        AllowInviteWhileInCall, AllowUnregisteredInvitees,
        MaxFrameBytes, MaxQueuedBytes, EndedCallRetention, MaxEndedCalls,
        LogLevel, LogFormat,
    ];

    // No option has a default of its own here: what is not given is left as the server's options have it.
    private static Option<int?> Number(string name, string description, int byDefault) => new(name)
    {
        Description = $"{description} Default: {byDefault}.",
        HelpName = "NUMBER",
    };

    /// <summary>An option whose value is one of a few words; the first is the default.</summary>
    private static Option<T?> Word<T>(string name, string description, params (string Word, T Value)[] words)
        where T : struct =>
        new(name)
        {
            Description = $"{description} Default: {words[0].Word}.",
            HelpName = string.Join('|', words.Select(static word => word.Word)),
            CustomParser = result =>
            {
                var given = result.Tokens.Single().Value;
                foreach (var (word, value) in words)
                {
                    if (word == given)
                    {
                        return value;
                    }
                }

                result.AddError($"{name} is '{given}'; it must be one of {string.Join(", ", words.Select(static word => word.Word))}");
                return null;
            },
        };
}
