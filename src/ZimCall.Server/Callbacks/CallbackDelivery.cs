using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace ZimCall.Server;

/// <summary>Delivers the callbacks of all apps that want any, each by itself: one whose receiver is dead delays no other.</summary>
internal sealed class CallbackDelivery : IDisposable
{
    private readonly ICallbackOutbox _outbox;
    private readonly FrozenDictionary<uint, CallbackPump> _pumps;

    public CallbackDelivery(
        ZimCallServerOptions options,
        ICallbackOutbox outbox,
        ICallbackSender sender,
        string owner,
        TimeProvider time,
        BackgroundWork work,
        ILogger logger)
    {
        _outbox = outbox;
        _pumps = options.Apps.Where(static app => app.Callbacks is not null).ToFrozenDictionary(
            static app => app.AppId,
            app => new CallbackPump(app, options, outbox, sender, owner, Counters, time, work, logger));
    }

    /// <summary>What became of callbacks.</summary>
    public CallbackCounters Counters { get; } = new();

    /// <summary>There may be callbacks of the app to deliver.</summary>
    public void Wake(uint appId)
    {
        if (_pumps.TryGetValue(appId, out var pump))
        {
            pump.Wake();
        }
    }

    /// <summary>How much lies in the outbox, of all apps that want callbacks.</summary>
    public async ValueTask<OutboxCount> CountAsync(CancellationToken cancellationToken)
    {
        var all = default(OutboxCount);
        foreach (var appId in _pumps.Keys)
        {
            var count = await _outbox.CountAsync(appId, cancellationToken);
            all = new OutboxCount(all.Waiting + count.Waiting, all.Dead + count.Dead);
        }

        return all;
    }

    public void Dispose()
    {
        foreach (var pump in _pumps.Values)
        {
            pump.Dispose();
        }
    }
}
