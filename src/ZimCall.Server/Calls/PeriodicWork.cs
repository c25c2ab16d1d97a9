using Microsoft.Extensions.Logging;

namespace ZimCall.Server;

/// <summary>Does something again and again, never twice at the same time. While the store fails it goes on trying.</summary>
internal sealed class PeriodicWork : IDisposable
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int Again = 2;

    private readonly ITimer _timer;
    private readonly BackgroundWork _work;
    private readonly string _what;
    private readonly Func<Task> _do;
    private readonly ILogger _logger;
    private int _state;
    private bool _isFailing;

    /// <param name="what">What it does, for the log.</param>
    /// <param name="first">When it does it for the first time.</param>
    /// <param name="period">How often from then on.</param>
    /// <param name="work">Does it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="background">Runs it.</param>
    /// <param name="logger">Where it is logged that the store fails it, and that it does so no longer.</param>
    public PeriodicWork(
        string what, TimeSpan first, TimeSpan period, Func<Task> work, TimeProvider time, BackgroundWork background, ILogger logger)
    {
        (_what, _do, _work, _logger) = (what, work, background, logger);
        _timer = time.CreateTimer(static state => ((PeriodicWork)state!).RunNow(), this, first, period);
    }

    /// <summary>Does it out of turn, unless it is being done.</summary>
    public void RunNow()
    {
        if (Interlocked.CompareExchange(ref _state, Running, Idle) == Idle)
        {
            _work.Start(_what, RunAsync);
        }
    }

    /// <summary>Does it out of turn; if it is being done, once more after that.</summary>
    public void RunAgain()
    {
        if (Interlocked.Exchange(ref _state, Again) == Idle)
        {
            _work.Start(_what, RunAsync);
        }
    }

    public void Dispose() => _timer.Dispose();

    private async Task RunAsync()
    {
        do
        {
            Volatile.Write(ref _state, Running);
            try
            {
                await RunOnceAsync();
            }
            catch
            {
                // The next period tries again.
                Volatile.Write(ref _state, Idle);
                throw;
            }
        }
        while (Interlocked.CompareExchange(ref _state, Idle, Running) != Running);
    }

    private async Task RunOnceAsync()
    {
        try
        {
            await _do();
            if (_isFailing)
            {
                _isFailing = false;
                ServerLog.PeriodicWorkRecovered(_logger, _what);
            }
        }
        catch (CallStoreException exception)
        {
            if (!_isFailing)
            {
                _isFailing = true;
                ServerLog.PeriodicWorkFailing(_logger, exception, _what);
            }
        }
    }
}
