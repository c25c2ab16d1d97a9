using Microsoft.Extensions.Logging;

namespace ZimCall.Extensions.Login;

/// <summary>What is logged of a login that is kept; event ids 2200 to 2209. No tokens.</summary>
internal static partial class LoginLog
{
    [LoggerMessage(2200, LogLevel.Information, "{UserID} is logged in")]
    public static partial void LoggedIn(ILogger logger, string userID);

    [LoggerMessage(2201, LogLevel.Warning, "{UserID} could not be logged in: {Code} {Reason}. Tried again in {PauseSeconds} s")]
    public static partial void LoginFailed(ILogger logger, string userID, ZIMErrorCode code, string reason, double pauseSeconds);

    [LoggerMessage(2202, LogLevel.Error, "No token could be had for {UserID}. Tried again in {PauseSeconds} s")]
    public static partial void NoToken(ILogger logger, string userID, double pauseSeconds, Exception exception);

    [LoggerMessage(2203, LogLevel.Warning, "The token of {UserID} could not be renewed: {Code} {Reason}. Tried again in {PauseSeconds} s")]
    public static partial void RenewalFailed(ILogger logger, string userID, ZIMErrorCode code, string reason, double pauseSeconds);

    [LoggerMessage(2204, LogLevel.Information, "The session of {UserID} is over ({Event}); logging in again")]
    public static partial void LoggingInAgain(ILogger logger, string userID, ZIMConnectionEvent @event);

    [LoggerMessage(2205, LogLevel.Warning, "{UserID} is not kept logged in any longer: {Reason}")]
    public static partial void GivenUp(ILogger logger, string userID, string reason);
}
