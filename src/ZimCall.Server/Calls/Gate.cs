namespace ZimCall.Server;

/// <summary>Lets one at a time through, in the order they came.</summary>
internal sealed class Gate : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);
    private int _waiting;

    /// <summary>Belongs to whoever is behind the gate.</summary>
    public Outbox Outbox { get; } = new();

    public async ValueTask<GatePassage> EnterAsync()
    {
        var entering = _semaphore.WaitAsync();
        if (!entering.IsCompletedSuccessfully)
        {
            Interlocked.Increment(ref _waiting);
            await entering;
            Interlocked.Decrement(ref _waiting);
        }

        return new GatePassage(this);
    }

    /// <summary>
    /// Opens the gate. What is in the outbox goes out, unless somebody waits who will be here in a moment and may add to it:
    /// what happens to one call in quick succession is then one write to each of its members.
    /// </summary>
    public void Leave()
    {
        if (Outbox.IsFull || Volatile.Read(ref _waiting) == 0)
        {
            Outbox.Flush();
        }

        _semaphore.Release();
    }

    public void Dispose() => _semaphore.Dispose();
}
