using System.Globalization;
using Microsoft.Extensions.Logging;

namespace ZimCall.Logging;

/// <summary>Writes each entry as one line: time (UTC), level, event id, category, text; an exception follows on lines of its own.</summary>
internal sealed class FileLogger(RollingLogFile file, string category, TimeProvider time) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and not LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {logLevel} {eventId.Id} {category}: {formatter(state, exception)}");
        file.Append(exception is null ? text : $"{text}\n{exception}");
    }
}
