namespace ZimCall.Testing;

/// <summary>Counts what is under way, to know when everything has come to rest.</summary>
internal sealed class Activity
{
    private readonly Lock _lock = new();
    private int _count;
    private TaskCompletionSource? _quiet;

    public void Enter()
    {
        lock (_lock)
        {
            _count++;
        }
    }

    public void Exit(int times = 1)
    {
        if (times == 0)
        {
            return;
        }

        TaskCompletionSource? quiet = null;
        lock (_lock)
        {
            _count -= times;
            if (_count == 0)
            {
                (quiet, _quiet) = (_quiet, null);
            }
        }

        quiet?.SetResult();
    }

    public Task WhenQuietAsync()
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _quiet ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _quiet.Task;
        }
    }
}
