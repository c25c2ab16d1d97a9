using Microsoft.Extensions.Logging;

namespace ZimCall.Logging;

/// <summary>Loggers that write to one rolling file; Information and above.</summary>
internal sealed class FileLoggerFactory(string folder, long maxBytes, TimeProvider time) : ILoggerFactory
{
    private readonly RollingLogFile _file = new(folder, maxBytes);

    public ILogger CreateLogger(string categoryName) => new FileLogger(_file, categoryName, time);

    // One file is all there is to log to.
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose() => _file.Dispose();
}
