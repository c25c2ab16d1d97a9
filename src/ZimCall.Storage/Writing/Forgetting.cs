using Microsoft.Extensions.Logging;
using ZimCall.Server;

namespace ZimCall.Storage.Writing;

/// <summary>Forgets calls whose time is over, and old receipts: every minute, in small transactions, so that nobody waits long.</summary>
internal sealed class Forgetting : IAsyncDisposable
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private const int BatchSize = 200;

    private readonly GroupWriter _writer;
    private readonly TimeSpan _retention;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _loop;

    public Forgetting(GroupWriter writer, TimeSpan retention, TimeProvider time, ILogger logger)
    {
        _writer = writer;
        _retention = retention;
        _time = time;
        _logger = logger;
        _loop = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _loop;
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            do
            {
                await ForgetAsync();
            }
            while (await timer.WaitForNextTickAsync(_closing.Token));
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The store is closed.
        }
    }

    private async Task ForgetAsync()
    {
        var now = _time.GetUtcNow();
        var ended = MsBefore(now, _retention);
        var receipts = MsBefore(now, RequestReceipt.Retention);
        try
        {
            while (await _writer.ForgetAsync(ended, receipts, BatchSize) >= BatchSize)
            {
                _closing.Token.ThrowIfCancellationRequested();
            }
        }
        catch (CallStoreException exception)
        {
            StoreLog.ForgettingFailed(_logger, exception, Interval.TotalSeconds);
        }
    }

    /// <summary>A retention may be longer than there has been time.</summary>
    private static long MsBefore(DateTimeOffset now, TimeSpan retention) =>
        (long)(now.ToUnixTimeMilliseconds() - retention.TotalMilliseconds);
}
