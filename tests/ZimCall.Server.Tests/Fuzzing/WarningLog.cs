using Microsoft.Extensions.Logging;

namespace ZimCall.Server.Tests.Fuzzing;

/// <summary>Counts what is logged, and keeps warnings and worse.</summary>
internal sealed class WarningLog : ILoggerFactory, ILogger
{
    private readonly List<string> _warnings = [];

    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_warnings)
            {
                return [.. _warnings];
            }
        }
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // Written out whatever its level: a text that cannot be made is a failure too.
        var text = formatter(state, exception);
        if (logLevel >= LogLevel.Warning)
        {
            lock (_warnings)
            {
                _warnings.Add($"{eventId.Id} {text} {exception}");
            }
        }
    }
}
