namespace ZimCall.Server;

/// <summary>The stay behind a gate of <see cref="KeyedGates{TKey}"/>; its end opens the gate.</summary>
internal readonly struct GatePassage(SemaphoreSlim gate) : IDisposable
{
    public void Dispose() => gate.Release();
}
