using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ZimCall.Storage;

/// <summary>How a <see cref="SqliteStore"/> is opened.</summary>
/// <param name="Folder">Where the database lies; made when it is not there. It belongs to one process at a time.</param>
public sealed record SqliteStoreOptions(string Folder)
{
    /// <summary>How long calls that have ended are kept. Default 30 days.</summary>
    public TimeSpan EndedCallRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the store logs. Default: nowhere.</summary>
    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The most pages the database may have: tests make a disk full with it.</summary>
    internal int? MaxPages { get; init; }

    /// <summary>How long the writer waits for a lock of another program, in seconds.</summary>
    internal int BusySeconds { get; init; } = 5;

    /// <summary>The most commits of one transaction; 1 is what grouping is compared with.</summary>
    internal int MaxBatch { get; init; } = Writing.GroupWriter.DefaultMaxBatch;
}
