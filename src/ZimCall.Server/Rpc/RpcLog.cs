using System.Net;
using Microsoft.Extensions.Logging;
using ZimCall.Wire;

namespace ZimCall.Server.Rpc;

/// <summary>The log of the gRPC endpoints: event ids 1000–1099. Never messages, metadata or tokens.</summary>
internal static partial class RpcLog
{
    [LoggerMessage(EventId = 1000, Level = LogLevel.Error, Message = "The handler of {Method} failed.")]
    public static partial void HandlerFailed(ILogger logger, Exception exception, string method);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Debug, Message = "A call of {Method} ended with {Code}.")]
    public static partial void CallFailed(ILogger logger, string method, RpcStatusCode code);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "A call of {Method} was cut off: {Code}.")]
    public static partial void CallCutOff(ILogger logger, string method, RpcStatusCode code);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "The trailer {Key} of {Method} cannot be sent and was left out.")]
    public static partial void TrailerDropped(ILogger logger, string method, string key);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Information, Message = "A connection from {Remote} was refused: {Reason}.")]
    public static partial void ConnectionRefused(ILogger logger, EndPoint? remote, string reason);

    [LoggerMessage(EventId = 1005, Level = LogLevel.Information, Message = "A request from {Address} port {Port} was refused: {Reason}.")]
    public static partial void RequestRefused(ILogger logger, IPAddress? address, int port, string reason);
}
