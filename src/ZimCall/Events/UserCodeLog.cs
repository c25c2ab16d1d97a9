using Microsoft.Extensions.Logging;

namespace ZimCall.Events;

/// <summary>What the facade logs; event ids 2000 to 2019.</summary>
internal static partial class UserCodeLog
{
    [LoggerMessage(2000, LogLevel.Error, "A handler of {Event} threw")]
    public static partial void HandlerThrew(ILogger logger, string @event, Exception exception);

    [LoggerMessage(2001, LogLevel.Error, "The callback of {Operation} threw")]
    public static partial void CallbackThrew(ILogger logger, string operation, Exception exception);

    [LoggerMessage(2002, LogLevel.Error, "Closing the session failed")]
    public static partial void CloseFailed(ILogger logger, Exception exception);

    [LoggerMessage(2003, LogLevel.Warning, "Call {CallID}, whose start was cancelled meanwhile, could not be cancelled")]
    public static partial void AbandonFailed(ILogger logger, string callID, Exception exception);
}
