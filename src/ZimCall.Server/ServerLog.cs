using Microsoft.Extensions.Logging;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>The backend's log messages. No secrets, no extendedData; the ids are never used again.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1100, LogLevel.Error, "Background work failed: {What}")]
    public static partial void BackgroundWorkFailed(ILogger logger, Exception exception, string what);

    [LoggerMessage(1101, LogLevel.Debug, "User {UserId} of app {AppId} logged in on device {DeviceId} with {Client} (resumed: {Resumed})")]
    public static partial void LoggedIn(ILogger logger, string userId, uint appId, string deviceId, string client, bool resumed);

    [LoggerMessage(1102, LogLevel.Information, "Login refused from {Remote}: {Code} {Reason}")]
    public static partial void LoginRefused(ILogger logger, string remote, int code, string reason);

    [LoggerMessage(1103, LogLevel.Debug, "Session of {UserId} on device {DeviceId} lost its connection: {Reason}")]
    public static partial void ConnectionLost(ILogger logger, string userId, string deviceId, string reason);

    [LoggerMessage(1104, LogLevel.Debug, "Session of {UserId} on device {DeviceId} is over: {Reason}")]
    public static partial void SessionOver(ILogger logger, string userId, string deviceId, string reason);

    [LoggerMessage(1106, LogLevel.Error, "The store failed on {Operation} of {UserId}")]
    public static partial void StoreFailed(ILogger logger, Exception exception, string operation, string userId);

    [LoggerMessage(1107, LogLevel.Error, "{Operation} of {UserId} failed")]
    public static partial void OperationFailed(ILogger logger, Exception exception, string operation, string userId);

    [LoggerMessage(1108, LogLevel.Information, "Connection from {Remote} ended: {Reason}")]
    public static partial void BadConnection(ILogger logger, string remote, string reason);

    [LoggerMessage(1109, LogLevel.Debug, "{Operation} of {UserId} refused: {Code}")]
    public static partial void RequestRefused(ILogger logger, Request.OperationOneofCase operation, string userId, int code);

    [LoggerMessage(1110, LogLevel.Warning, "Other nodes were not told of a step of call {CallId}; they find out for themselves")]
    public static partial void NoticeLost(ILogger logger, Exception exception, string callId);

    [LoggerMessage(1111, LogLevel.Warning, "The store failed on a message of another node; what it said is found out later")]
    public static partial void MessageNotTaken(ILogger logger, Exception exception);

    [LoggerMessage(1112, LogLevel.Warning, "The store fails the node's {What}; it goes on trying")]
    public static partial void PeriodicWorkFailing(ILogger logger, Exception exception, string what);

    [LoggerMessage(1113, LogLevel.Information, "The store no longer fails the node's {What}")]
    public static partial void PeriodicWorkRecovered(ILogger logger, string what);

    [LoggerMessage(1114, LogLevel.Information, "Connected to node {NodeId} at {Address}")]
    public static partial void PeerConnected(ILogger logger, string nodeId, string address);

    [LoggerMessage(1115, LogLevel.Information, "Lost the stream to node {NodeId} at {Address}: {Reason}")]
    public static partial void PeerLost(ILogger logger, string nodeId, string address, string reason);

    [LoggerMessage(1116, LogLevel.Warning, "Node stream from {Remote} refused: {Reason}")]
    public static partial void PeerRefused(ILogger logger, string remote, string reason);

    [LoggerMessage(1130, LogLevel.Information, "Callback {EventId} ({Event}) of app {AppId} failed and is tried again: {Reason}")]
    public static partial void CallbackFailed(ILogger logger, string eventId, string @event, uint appId, string reason);

    [LoggerMessage(1131, LogLevel.Warning, "Callback {EventId} ({Event}) of app {AppId} failed for the last time and is a dead letter: {Reason}")]
    public static partial void CallbackDead(ILogger logger, string eventId, string @event, uint appId, string reason);

    [LoggerMessage(1132, LogLevel.Error, "A callback {Event} could not be stored, and is lost")]
    public static partial void CallbackLost(ILogger logger, Exception exception, string @event);

    [LoggerMessage(1133, LogLevel.Warning, "A push for call {CallId} failed: {Reason}")]
    public static partial void PushFailed(ILogger logger, Exception? exception, string callId, string reason);

    [LoggerMessage(1120, LogLevel.Information, "Request {RequestId} of the server API refused: {Code} {Reason}")]
    public static partial void ApiRefused(ILogger logger, string requestId, int code, string reason);

    [LoggerMessage(1121, LogLevel.Error, "Request {RequestId} of the server API failed")]
    public static partial void ApiFailed(ILogger logger, Exception exception, string requestId);
}
