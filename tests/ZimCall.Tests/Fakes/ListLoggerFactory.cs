using Microsoft.Extensions.Logging;

namespace ZimCall.Tests.Fakes;

internal sealed record LogEntry(LogLevel Level, int Id, string Text, Exception? Exception);

/// <summary>Keeps what is logged until a test takes it.</summary>
internal sealed class ListLoggerFactory : ILoggerFactory, ILogger
{
    private readonly Lock _gate = new();
    private readonly List<LogEntry> _entries = [];

    public IReadOnlyList<LogEntry> Take()
    {
        lock (_gate)
        {
            LogEntry[] taken = [.. _entries];
            _entries.Clear();
            return taken;
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
        {
            _entries.Add(new LogEntry(logLevel, eventId.Id, formatter(state, exception), exception));
        }
    }

    public void Dispose()
    {
    }
}
