namespace ZimCall.Testing;

/// <summary>
/// Runs the SDK's sessions and the server one piece at a time, in an order that a seed decides, so that a run can be
/// repeated; and takes part in the count of what is under way.
/// </summary>
internal sealed class TestScheduler(Activity activity, Random? order) : TaskScheduler
{
    private readonly Lock _lock = new();
    private readonly List<Task> _tasks = [];
    private bool _isRunning;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs an action here.</summary>
    public void Run(Action action) => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.None, this);

    /// <summary>Runs actions here that belong to one moment: none of them starts before all are waiting.</summary>
    public void RunTogether(IReadOnlyList<Action> actions) => Run(() =>
    {
        foreach (var action in actions)
        {
            Run(action);
        }
    });

    protected override void QueueTask(Task task)
    {
        activity.Enter();
        lock (_lock)
        {
            _tasks.Add(task);
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static scheduler => scheduler.Drain(), this, preferLocal: false);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_lock)
        {
            return [.. _tasks];
        }
    }

    private void Drain()
    {
        while (true)
        {
            Task task;
            lock (_lock)
            {
                if (_tasks.Count == 0)
                {
                    _isRunning = false;
                    return;
                }

                var index = order?.Next(_tasks.Count) ?? 0;
                task = _tasks[index];
                _tasks.RemoveAt(index);
            }

            TryExecuteTask(task);
            activity.Exit();
        }
    }
}
