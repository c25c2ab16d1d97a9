using Microsoft.Extensions.Logging;

namespace ZimCall.Storage;

/// <summary>The stores' log messages, event ids 1300–1399. No secrets, no extendedData; the ids are never used again.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(1300, LogLevel.Information, "Calls are kept in {Where}; SQLite {Version}")]
    public static partial void SqliteOpened(ILogger logger, string where, string version);

    [LoggerMessage(1301, LogLevel.Information, "Calls are kept in the database {Database} on {Host}; PostgreSQL {Version}")]
    public static partial void PostgresOpened(ILogger logger, string? database, string? host, string version);

    [LoggerMessage(1302, LogLevel.Warning, "Old calls could not be forgotten; it is tried again in {Seconds} s")]
    public static partial void ForgettingFailed(ILogger logger, Exception exception, double seconds);

    [LoggerMessage(1303, LogLevel.Warning, "A commit was cut off; it was looked up and had happened: {Happened}")]
    public static partial void CommitLookedUp(ILogger logger, Exception exception, bool happened);

    [LoggerMessage(1304, LogLevel.Warning, "The database's clock cannot be asked; the last answer holds")]
    public static partial void ClockUnknown(ILogger logger, Exception exception);

    [LoggerMessage(1305, LogLevel.Debug, "The database's clock is {Offset} ms ahead of this machine's")]
    public static partial void ClockMeasured(ILogger logger, double offset);
}
