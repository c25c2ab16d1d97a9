using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ZimCall.Server.Tests.Hostile.Support;

/// <summary>Keeps everything that is logged, by whomever and on whatever level.</summary>
internal sealed class LogCapture : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _more = NewSignal();

    public IReadOnlyCollection<LogEntry> Entries => _entries;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <summary>Waits for a message; a log line may come a moment after the answer that it is about.</summary>
    public async Task<LogEntry> EntryAsync(int eventId, string words)
    {
        // One limit for the whole wait: something is logged all the time.
        using CancellationTokenSource limit = new(HostileServer.Patience);
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_entries.FirstOrDefault(entry => entry.Id == eventId && entry.Category.StartsWith("ZimCall", StringComparison.Ordinal)
                    && entry.Text.Contains(words, StringComparison.Ordinal)) is { } found)
                {
                    return found;
                }

                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"No message {eventId} with \"{words}\":\n{string.Join('\n', _entries.Where(static e => e.Category.StartsWith("ZimCall", StringComparison.Ordinal)))}");
            }
        }
    }

    public void Dispose()
    {
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Add(LogEntry entry)
    {
        TaskCompletionSource seen;
        lock (_lock)
        {
            _entries.Enqueue(entry);
            (seen, _more) = (_more, NewSignal());
        }

        seen.SetResult();
    }

    private sealed class Logger(LogCapture log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // What a structured log would keep, too.
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(static pair => pair.Value)) : "";
            log.Add(new LogEntry(logLevel, eventId.Id, category, $"{formatter(state, exception)} {exception} {values}"));
        }
    }
}
