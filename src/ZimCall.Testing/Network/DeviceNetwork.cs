namespace ZimCall.Testing;

/// <summary>The network of one device: whether it works, how slow it is, and what else it does to frames.</summary>
internal sealed class DeviceNetwork(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<DeviceConnection> _connections = [];
    private TaskCompletionSource _restored = Restored();
    private bool _isSilent;

    public TimeProvider Time => time;

    /// <summary>The node that connections go to; null for any.</summary>
    public int? Node { get; set; }

    /// <summary>How long a frame takes, each way.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Whether every frame from the server comes twice.</summary>
    public bool Duplicates { get; set; }

    /// <summary>Nothing passes in either direction, and nobody is told.</summary>
    public bool IsSilent
    {
        get
        {
            lock (_lock)
            {
                return _isSilent;
            }
        }
    }

    /// <summary>Waits until the network works.</summary>
    public Task WhenUpAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _restored.Task.WaitAsync(cancellationToken);
        }
    }

    public void Silence()
    {
        lock (_lock)
        {
            if (!_isSilent)
            {
                _isSilent = true;

                // What waits for it goes to the scheduler by itself; another hop would be one that nobody counts.
                _restored = new TaskCompletionSource();
            }
        }
    }

    /// <summary>The network is back; connections from before are dead, as their devices notice at once.</summary>
    public void Restore()
    {
        DeviceConnection[] dead;
        TaskCompletionSource restored;
        lock (_lock)
        {
            if (!_isSilent)
            {
                return;
            }

            _isSilent = false;
            restored = _restored;
            dead = [.. _connections];
        }

        Array.ForEach(dead, static connection => connection.Break("the network was gone"));
        restored.SetResult();
    }

    /// <summary>Breaks every connection; the next try succeeds.</summary>
    public void Break()
    {
        DeviceConnection[] dead;
        lock (_lock)
        {
            dead = [.. _connections];
        }

        Array.ForEach(dead, static connection => connection.Break("the connection was reset"));
    }

    public void Add(DeviceConnection connection)
    {
        lock (_lock)
        {
            _connections.Add(connection);
        }
    }

    public void Remove(DeviceConnection connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection);
        }
    }

    private static TaskCompletionSource Restored()
    {
        var restored = new TaskCompletionSource();
        restored.SetResult();
        return restored;
    }
}
