namespace ZimCall.Server;

/// <summary>
/// Lets one change of a call, or of a user's sessions, at a time through on this node. Keys share a fixed number of
/// gates; nobody ever holds two.
/// </summary>
internal sealed class KeyedGates<TKey> : IDisposable
    where TKey : notnull
{
    private readonly Gate[] _gates = [.. Enumerable.Range(0, 1024).Select(static _ => new Gate())];

    /// <summary>Waits for the key's gate; disposing of the answer opens it.</summary>
    public ValueTask<GatePassage> EnterAsync(TKey key) => _gates[(uint)key.GetHashCode() % (uint)_gates.Length].EnterAsync();

    public void Dispose()
    {
        foreach (var gate in _gates)
        {
            gate.Dispose();
        }
    }
}
