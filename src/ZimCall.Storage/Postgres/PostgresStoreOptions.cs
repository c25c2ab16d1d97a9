using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ZimCall.Storage;

/// <summary>How a <see cref="PostgresStore"/> is opened.</summary>
/// <param name="ConnectionString">Npgsql's, for example <c>Host=db;Database=zimcall;Username=zimcall;Password=…</c>. It belongs in no log.</param>
public sealed record PostgresStoreOptions(string ConnectionString)
{
    /// <summary>How long calls that have ended are kept. Default 30 days.</summary>
    public TimeSpan EndedCallRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How many transactions are written at once. Default 4, range 1–16.</summary>
    public int Writers { get; init; } = 4;

    /// <summary>How long a request waits for a database that is away before it fails. Default 5 s, range 1 s–1 min.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>This machine's clock, which the database's is measured against. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the store logs. Default: nowhere.</summary>
    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The most commits of one transaction; 1 is what grouping is compared with.</summary>
    internal int MaxBatch { get; init; } = Writing.GroupWriter.DefaultMaxBatch;

    /// <summary>Names the type alone: a connection string has a password in it.</summary>
    public override string ToString() => nameof(PostgresStoreOptions);
}
