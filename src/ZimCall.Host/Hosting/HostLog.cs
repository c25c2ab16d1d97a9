using Microsoft.Extensions.Logging;

namespace ZimCall.Host;

/// <summary>The host's log messages, event ids 1200–1299. No secrets; the ids are never used again.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1200, LogLevel.Information, "Listening on {Address}, serving {Apps} app(s)")]
    public static partial void Listening(ILogger logger, string address, int apps);

    [LoggerMessage(1201, LogLevel.Information, "Stopping: no new connections, those that are open are ended")]
    public static partial void Stopping(ILogger logger);

    [LoggerMessage(1202, LogLevel.Information, "Stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(1203, LogLevel.Warning, "Serving clear text on {Address}, which other machines can reach")]
    public static partial void ClearText(ILogger logger, string address);

    [LoggerMessage(1204, LogLevel.Information, "Serving the server API on {Address}")]
    public static partial void ServingApi(ILogger logger, string address);

    [LoggerMessage(1205, LogLevel.Information, "New connections are shown the new certificate of {Subject}, valid until {NotAfter:u}")]
    public static partial void CertificateTaken(ILogger logger, string subject, DateTime notAfter);

    [LoggerMessage(1206, LogLevel.Warning, "The new certificate is not taken, the one before stays, valid until {NotAfter:u}: {Problem}")]
    public static partial void CertificateNotTaken(ILogger logger, string problem, DateTime notAfter);

    [LoggerMessage(1207, LogLevel.Information, "Serving the operator on {Address}")]
    public static partial void ServingOperator(ILogger logger, string address);

    [LoggerMessage(1208, LogLevel.Warning, "The operator's address was asked by {Remote} without the secret")]
    public static partial void OperatorRefused(ILogger logger, string remote);
}
