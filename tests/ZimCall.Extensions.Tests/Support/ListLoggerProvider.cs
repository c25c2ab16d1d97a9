using Microsoft.Extensions.Logging;
using ZimCall.Server.Tests.Support;

namespace ZimCall.Extensions.Tests.Support;

/// <summary>Keeps what a container's logging is given.</summary>
internal sealed class ListLoggerProvider(ListLogger logger) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => logger;

    public void Dispose()
    {
    }
}
