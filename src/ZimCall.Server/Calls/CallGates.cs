namespace ZimCall.Server;

/// <summary>
/// Lets one change of a call at a time through on this node, so that its devices are told of its steps in order. Calls
/// share a fixed number of gates; nobody ever holds two.
/// </summary>
internal sealed class CallGates : IDisposable
{
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 1024).Select(static _ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the call's gate; disposing of the answer opens it.</summary>
    public async ValueTask<Passage> EnterAsync(CallKey key)
    {
        var gate = _gates[(uint)key.GetHashCode() % (uint)_gates.Length];
        await gate.WaitAsync();
        return new Passage(gate);
    }

    public void Dispose()
    {
        foreach (var gate in _gates)
        {
            gate.Dispose();
        }
    }

    internal readonly struct Passage(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
