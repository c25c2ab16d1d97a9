namespace ZimCall.Server;

/// <summary>The stay behind a gate of <see cref="KeyedGates{TKey}"/>; its end opens the gate.</summary>
internal readonly struct GatePassage(Gate gate) : IDisposable
{
    /// <summary>Where frames are put that go out at the end of this stay, or of that of somebody who waits for it already.</summary>
    public Outbox Outbox => gate.Outbox;

    public void Dispose() => gate.Leave();
}
