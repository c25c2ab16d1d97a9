using System.Collections.Concurrent;

namespace UnityLike.Engine;

/// <summary>
/// What Unity has as UnitySynchronizationContext: what is posted to it waits until the game loop pumps it, once in each frame, on the
/// main thread. The SDK takes it from where the instance is made, so nothing of this is needed in a real game.
/// </summary>
internal sealed class MainThread : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>Whether the caller is on it.</summary>
    public bool IsCurrent => Environment.CurrentManagedThreadId == _thread;

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    /// <summary>Runs what has been posted until now; what is posted meanwhile waits for the next frame.</summary>
    public void Pump()
    {
        for (var left = _posted.Count; left > 0 && _posted.TryDequeue(out var next); left--)
        {
            next.Callback(next.State);
        }
    }
}
