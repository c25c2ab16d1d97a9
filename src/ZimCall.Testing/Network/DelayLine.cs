namespace ZimCall.Testing;

/// <summary>One direction of a connection, with the network's delay: a stream keeps its order, whatever the delay does.</summary>
internal sealed class DelayLine(DeviceNetwork network, CancellationToken over)
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _waiting = new();

    /// <summary>Lets something arrive at the other end: now, or when the delay has passed.</summary>
    public void Pass(Action arrive)
    {
        lock (_lock)
        {
            if (network.Delay > TimeSpan.Zero || _waiting.Count > 0)
            {
                _waiting.Enqueue(arrive);
                _ = PassLaterAsync(network.Delay);
                return;
            }
        }

        arrive();
    }

    private async Task PassLaterAsync(TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, network.Time, over);
        }
        catch (OperationCanceledException)
        {
            // The connection is over; what was on its way is lost.
            return;
        }

        // One timer for each; but whichever rings first, the first goes first.
        Action? next;
        lock (_lock)
        {
            _waiting.TryDequeue(out next);
        }

        next?.Invoke();
    }
}
