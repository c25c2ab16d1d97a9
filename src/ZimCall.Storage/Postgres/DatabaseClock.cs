using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace ZimCall.Storage.Postgres;

/// <summary>
/// The database's clock, which decides deadlines on every node, whatever the nodes' own clocks say: this machine's clock, put
/// right by how far the database's is ahead of it. It is asked regularly, and never goes back. Timers are this machine's.
/// </summary>
internal sealed class DatabaseClock : TimeProvider, IAsyncDisposable
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Func<CancellationToken, ValueTask<DateTimeOffset>> _ask;
    private readonly TimeProvider _inner;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closing = new();
    private Task _measuring = Task.CompletedTask;
    private long _offset;
    private long _latest;

    private DatabaseClock(Func<CancellationToken, ValueTask<DateTimeOffset>> ask, TimeProvider inner, ILogger logger)
    {
        _ask = ask;
        _inner = inner;
        _logger = logger;
    }

    public override TimeZoneInfo LocalTimeZone => _inner.LocalTimeZone;

    public override long TimestampFrequency => _inner.TimestampFrequency;

    /// <summary>Makes the clock with a first measurement.</summary>
    /// <param name="ask">Asks the database what time it is.</param>
    /// <param name="inner">This machine's clock.</param>
    /// <param name="logger">Where it logs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<DatabaseClock> StartAsync(
        Func<CancellationToken, ValueTask<DateTimeOffset>> ask,
        TimeProvider inner,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        var clock = new DatabaseClock(ask, inner, logger);

        // The first question opens a connection, which takes longer than the answer.
        await ask(cancellationToken);
        await clock.MeasureAsync(cancellationToken);
        clock._measuring = Task.Run(clock.RunAsync, CancellationToken.None);
        return clock;
    }

    public override DateTimeOffset GetUtcNow()
    {
        var now = _inner.GetUtcNow().UtcTicks + Interlocked.Read(ref _offset);
        while (true)
        {
            var latest = Interlocked.Read(ref _latest);
            if (now <= latest)
            {
                return new DateTimeOffset(latest, TimeSpan.Zero);
            }

            if (Interlocked.CompareExchange(ref _latest, now, latest) == latest)
            {
                return new DateTimeOffset(now, TimeSpan.Zero);
            }
        }
    }

    public override long GetTimestamp() => _inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _inner.CreateTimer(callback, state, dueTime, period);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _measuring;
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval, _inner);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token))
            {
                try
                {
                    await MeasureAsync(_closing.Token);
                }
                catch (DbException exception)
                {
                    StoreLog.ClockUnknown(_logger, exception);
                }
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The store is closed.
        }
    }

    /// <summary>How far the database's clock is ahead. The answer was true about half a round trip ago.</summary>
    public static async Task<TimeSpan> MeasureAsync(
        Func<CancellationToken, ValueTask<DateTimeOffset>> ask, TimeProvider inner, CancellationToken cancellationToken)
    {
        var sent = inner.GetTimestamp();
        var answer = await ask(cancellationToken);
        var here = inner.GetUtcNow();
        return answer + (inner.GetElapsedTime(sent) / 2) - here;
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var offset = await MeasureAsync(_ask, _inner, cancellationToken);
        Interlocked.Exchange(ref _offset, offset.Ticks);
        StoreLog.ClockMeasured(_logger, offset.TotalMilliseconds);
    }
}
