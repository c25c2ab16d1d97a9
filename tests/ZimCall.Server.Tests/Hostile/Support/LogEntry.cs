using Microsoft.Extensions.Logging;

namespace ZimCall.Server.Tests.Hostile.Support;

/// <summary>Something that was logged.</summary>
internal sealed record LogEntry(LogLevel Level, int Id, string Category, string Text);
