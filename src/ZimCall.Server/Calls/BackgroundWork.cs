using Microsoft.Extensions.Logging;

namespace ZimCall.Server;

/// <summary>
/// Work that nobody waits for: started on the backend's scheduler, its failures logged, and all of it awaited when the
/// backend stops.
/// </summary>
internal sealed class BackgroundWork(TaskScheduler scheduler, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];

    public void Start(string what, Func<Task> work)
    {
        var task = new Task<Task>(() => RunAsync(what, work));
        Track(task.Unwrap());
        task.Start(scheduler);
    }

    /// <summary>Starts work here and now, where the order in which pieces of work begin matters.</summary>
    public void StartHere(string what, Func<Task> work) => Track(RunAsync(what, work));

    /// <summary>Runs work on the backend's scheduler and hands out its end.</summary>
    public Task RunAsync(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();

    /// <summary>Waits until nothing runs, what the work itself has started included.</summary>
    public async Task DrainAsync()
    {
        while (true)
        {
            Task[] running;
            lock (_lock)
            {
                running = [.. _running];
            }

            if (running.Length == 0)
            {
                return;
            }

            await Task.WhenAll(running);
        }
    }

    private void Track(Task running)
    {
        lock (_lock)
        {
            _running.Add(running);
        }

        _ = running.ContinueWith(Finished, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Finished(Task task)
    {
        lock (_lock)
        {
            _running.Remove(task);
        }
    }

    private async Task RunAsync(string what, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            ServerLog.BackgroundWorkFailed(logger, exception, what);
        }
    }
}
