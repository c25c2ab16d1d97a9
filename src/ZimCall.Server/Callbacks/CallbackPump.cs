using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace ZimCall.Server;

/// <summary>
/// Delivers one app's callbacks: takes what is due out of the outbox, a bounded number at once, tries, and notes what came of
/// it. Nobody waits for it; whoever has a callback in the outbox wakes it, and what nobody woke it for is found within a second.
/// </summary>
internal sealed class CallbackPump : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How much longer than a try takes at the most a callback is this node's.</summary>
    private static readonly TimeSpan LeaseMargin = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly List<CallbackSettlement> _tried = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _stopping;
    private readonly ZimCallApp _app;
    private readonly ICallbackOutbox _outbox;
    private readonly ICallbackSender _sender;
    private readonly string _owner;
    private readonly int _parallelism;
    private readonly long _lease;
    private readonly CallbackCounters _counters;
    private readonly TimeProvider _time;
    private readonly BackgroundWork _work;
    private readonly ILogger _logger;

    /// <summary>One alarm for each time at which a callback is tried again.</summary>
    private readonly AlarmQueue<long> _retries;
    private readonly PeriodicWork _pumping;
    private int _underWay;

    public CallbackPump(
        ZimCallApp app,
        ZimCallServerOptions options,
        ICallbackOutbox outbox,
        ICallbackSender sender,
        string owner,
        CallbackCounters counters,
        TimeProvider time,
        BackgroundWork work,
        ILogger logger)
    {
        (_app, _outbox, _sender, _owner, _counters, _time, _work, _logger) = (app, outbox, sender, owner, counters, time, work, logger);
        _stopping = _closing.Token;
        _parallelism = options.CallbackParallelism;
        _lease = (long)(options.CallbackTimeout + LeaseMargin).TotalMilliseconds;
        _retries = new AlarmQueue<long>(time, _ => Wake());
        _pumping = new PeriodicWork($"callbacks of app {app.AppId}", Interval, Interval, PumpAsync, time, work, logger);
    }

    /// <summary>There may be something to deliver.</summary>
    public void Wake() => _pumping.RunAgain();

    /// <summary>
    /// Begins nothing any more, and breaks off what is under way: another node, or the next process, delivers it. What came of
    /// earlier tries is still noted.
    /// </summary>
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
        _pumping.Dispose();
        _retries.Dispose();
    }

    private async Task PumpAsync()
    {
        await SettleAsync();
        int room;
        lock (_lock)
        {
            room = _parallelism - _underWay - _tried.Count;
        }

        if (room <= 0 || _stopping.IsCancellationRequested)
        {
            return;
        }

        var now = _time.NowMs();
        var taken = await _outbox.TakeAsync(_app.AppId, _owner, now, now + _lease, room, CancellationToken.None);
        lock (_lock)
        {
            _underWay += taken.Length;
        }

        foreach (var callback in taken)
        {
            _work.Start("callback", () => DeliverAsync(callback));
        }
    }

    /// <summary>While the store fails, what was tried is kept, and takes the room of new tries.</summary>
    private async Task SettleAsync()
    {
        ImmutableArray<CallbackSettlement> tried;
        lock (_lock)
        {
            tried = [.. _tried];
        }

        if (tried.IsEmpty)
        {
            return;
        }

        await _outbox.SettleAsync(_owner, tried, CancellationToken.None);
        lock (_lock)
        {
            _tried.RemoveRange(0, tried.Length);
        }

        foreach (var settlement in tried.Where(static settlement => settlement.Outcome == CallbackOutcome.Retry))
        {
            _retries.Set(settlement.RetryAt, settlement.RetryAt);
        }
    }

    private async Task DeliverAsync(StoredCallback callback)
    {
        CallbackSettlement? settlement = null;
        try
        {
            var failure = await TryAsync(callback.Callback);
            settlement = CallbackRetries.Settle(callback, failure is null, _time.NowMs());
            Note(settlement, failure);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The lease ends, and whoever is there then tries.
        }
        finally
        {
            lock (_lock)
            {
                _underWay--;
                if (settlement is not null)
                {
                    _tried.Add(settlement);
                }
            }

            Wake();
        }
    }

    /// <summary>What goes wrong in a way that nobody thought of has failed like anything else, and does not come again for ever.</summary>
    private async Task<string?> TryAsync(OutgoingCallback callback)
    {
        try
        {
            return await _sender.SendAsync(_app, callback, _stopping);
        }
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
        {
            return exception.Message;
        }
    }

    private void Note(CallbackSettlement settlement, string? failure)
    {
        var (id, name) = (settlement.Callback.Callback.Id, settlement.Callback.Callback.Event);
        switch (settlement.Outcome)
        {
            case CallbackOutcome.Delivered:
                _counters.AddDelivered();
                break;
            case CallbackOutcome.Retry:
                _counters.AddFailed();
                ServerLog.CallbackFailed(_logger, id, name, _app.AppId, failure!);
                break;
            default:
                _counters.AddFailed();
                _counters.AddDead();
                ServerLog.CallbackDead(_logger, id, name, _app.AppId, failure!);
                break;
        }
    }
}
