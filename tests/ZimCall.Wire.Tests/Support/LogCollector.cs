using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ZimCall.Wire.Tests.Support;

/// <summary>Keeps what a test's server logged; a warning that the test did not expect fails it.</summary>
internal sealed class LogCollector : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, int Id, string Text)> entries = new();

    public IEnumerable<(LogLevel Level, int Id, string Text)> Warnings => entries.Where(e => e.Level >= LogLevel.Warning);

    public int Count(int eventId) => entries.Count(e => e.Id == eventId);

    public ILogger CreateLogger(string categoryName) => new Logger(entries);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<(LogLevel Level, int Id, string Text)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            entries.Enqueue((logLevel, eventId.Id, $"{formatter(state, exception)} {exception}"));
    }
}
