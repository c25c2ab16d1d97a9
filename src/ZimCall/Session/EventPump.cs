using Microsoft.Extensions.Logging;

namespace ZimCall.Session;

/// <summary>
/// Calls the app: events and callbacks, one after another, in order, on the app's synchronization context or, without one,
/// on the thread pool. Never on the thread that reads the network, and never under a lock.
/// </summary>
internal sealed class EventPump(SynchronizationContext? context, ILogger logger)
{
    private readonly SerialQueue _queue = new(
        context is null
            ? static action => ThreadPool.UnsafeQueueUserWorkItem(static action => action(), action, preferLocal: false)
            : action => context.Post(static action => ((Action)action!)(), action),
        exception => SessionLog.Bug(logger, exception));

    public void Post(Action action) => _queue.Post(action);
}
