using Microsoft.AspNetCore.Connections;

namespace ZimCall.Scenarios;

/// <summary>How many connections a server has, and when it has none.</summary>
internal sealed class ConnectionCount
{
    private readonly Lock _lock = new();
    private int _count;
    private TaskCompletionSource? _none;

    public ConnectionDelegate Count(ConnectionDelegate next) => async connection =>
    {
        lock (_lock)
        {
            _count++;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Gone();
        }
    };

    public Task WhenNoneAsync()
    {
        lock (_lock)
        {
            _none ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_count == 0)
            {
                _none.TrySetResult();
            }

            return _none.Task;
        }
    }

    private void Gone()
    {
        lock (_lock)
        {
            if (--_count == 0)
            {
                _none?.TrySetResult();
            }
        }
    }
}
