namespace ZimCall.Session;

/// <summary>
/// Runs actions one after another, never two at a time. What it owns needs no locks: it is only touched from inside.
/// </summary>
/// <param name="start">Runs an action elsewhere: on a scheduler, or on the app's synchronization context.</param>
/// <param name="failed">Is told of an action that threw; the next one runs all the same.</param>
internal sealed class SerialQueue(Action<Action> start, Action<Exception> failed)
{
    /// <summary>After so many actions the thread is given back, for it may be the app's main thread.</summary>
    private const int Turn = 64;

    private readonly Lock _lock = new();
    private readonly Queue<Action> _actions = [];
    private bool _isRunning;

    /// <summary>Runs the action later, never inside this call.</summary>
    public void Post(Action action)
    {
        lock (_lock)
        {
            _actions.Enqueue(action);
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        start(Drain);
    }

    /// <summary>Runs the action inside this call, if nothing else is running or waiting; else later.</summary>
    public void Run(Action action)
    {
        lock (_lock)
        {
            _actions.Enqueue(action);
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        Drain();
    }

    private void Drain()
    {
        for (var i = 0; i < Turn; i++)
        {
            Action action;
            lock (_lock)
            {
                if (!_actions.TryDequeue(out action!))
                {
                    _isRunning = false;
                    return;
                }
            }

            try
            {
                action();
            }
            catch (Exception exception)
            {
                failed(exception);
            }
        }

        start(Drain);
    }
}
