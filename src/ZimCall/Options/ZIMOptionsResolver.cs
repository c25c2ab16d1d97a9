using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;

namespace ZimCall.Options;

/// <summary>Turns what the app gave into what an instance works with: checked, with every default filled in.</summary>
internal static class ZIMOptionsResolver
{
    public const string ServerVariable = "ZIMCALL_SERVER";

    private static readonly Uri DefaultServer = new("http://127.0.0.1:7350");

    /// <summary>
    /// Checks the options and fills in the server, the device id, the logger factory and the current synchronization context. Of the result only
    /// the synchronization context and the heartbeat interval may be null.
    /// </summary>
    public static ZIMOptions Resolve(this ZIMOptions options)
    {
        options.Validate();
        return options with
        {
            ServerAddress = options.ServerAddress ?? ServerFromEnvironment(out _) ?? DefaultServer,
            DeviceId = options.DeviceId ?? RandomNumberGenerator.GetHexString(32, lowercase: true),
            LoggerFactory = options.LoggerFactory ?? NullLoggerFactory.Instance,
            SynchronizationContext = options.SynchronizationContext ?? SynchronizationContext.Current,
        };
    }

    public static ZIMOptions ToOptions(this ZIMAppConfig config)
    {
        var text = config.serverAddress;
        Uri? server = null;
        if (!string.IsNullOrEmpty(text) && !Uri.TryCreate(text, UriKind.Absolute, out server))
        {
            // A relative address, so that Validate names it together with everything else that is wrong.
            server = new Uri(Uri.EscapeDataString(text), UriKind.Relative);
        }

        return new ZIMOptions { AppID = config.appID, AppSign = config.appSign ?? "", ServerAddress = server };
    }

    /// <summary>Reads the environment variable; null when it is not set, or does not name a server (then with <paramref name="malformed"/>).</summary>
    internal static Uri? ServerFromEnvironment(out string? malformed)
    {
        malformed = null;
        var text = Environment.GetEnvironmentVariable(ServerVariable);
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var server) && IsServer(server))
        {
            return server;
        }

        malformed = text;
        return null;
    }

    internal static bool IsServer([NotNullWhen(true)] Uri? server) =>
        server is { IsAbsoluteUri: true, Host.Length: > 0 } && (server.Scheme == Uri.UriSchemeHttp || server.Scheme == Uri.UriSchemeHttps);
}
