using Microsoft.Extensions.Logging;

namespace ZimCall.Session;

/// <summary>The session's log messages. No secrets, no extendedData; the ids are never used again.</summary>
internal static partial class SessionLog
{
    [LoggerMessage(2100, LogLevel.Error, "A bug: the session's own code threw")]
    public static partial void Bug(ILogger logger, Exception exception);

    [LoggerMessage(2101, LogLevel.Information, "Connection state {State} because of {Event}")]
    public static partial void StateChanged(ILogger logger, ZIMConnectionState state, ZIMConnectionEvent @event);

    [LoggerMessage(2102, LogLevel.Information, "Connection lost ({Reason}); next try in {DelayMs} ms")]
    public static partial void ConnectionLost(ILogger logger, string reason, long delayMs);

    [LoggerMessage(2103, LogLevel.Information, "Login refused: {Code} {Reason}")]
    public static partial void LoginRefused(ILogger logger, ZIMErrorCode code, string reason);

    [LoggerMessage(2104, LogLevel.Warning, "Call {CallId} is not known to the server any more")]
    public static partial void CallLost(ILogger logger, string callId);
}
