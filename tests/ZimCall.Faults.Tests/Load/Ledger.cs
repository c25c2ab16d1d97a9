using System.Collections.Concurrent;

namespace ZimCall.Faults.Tests.Load;

/// <summary>What the phones know for certain, and what none of them should ever have seen.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<Acknowledged> _acknowledged = new();
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly ConcurrentDictionary<ZIMErrorCode, int> _refused = new();
    private int _unknown;
    private long _excusedUntil = DateTimeOffset.MinValue.UtcTicks;

    /// <summary>Nobody can be told of anything before this: an outage of everything goes on, or went on until then.</summary>
    public DateTimeOffset ExcusedUntil
    {
        get => new(Interlocked.Read(ref _excusedUntil), TimeSpan.Zero);
        set => Interlocked.Exchange(ref _excusedUntil, value.UtcTicks);
    }

    public IReadOnlyCollection<Acknowledged> Acknowledged => _acknowledged;

    public IReadOnlyCollection<string> Wrong => _wrong;

    public void Acknowledge(string operation, string userId, string callId) => _acknowledged.Enqueue(new Acknowledged(operation, userId, callId));

    /// <summary>Nobody knows what became of it; whatever did is right.</summary>
    public void Unknown() => Interlocked.Increment(ref _unknown);

    public void Refuse(ZIMErrorCode code) => _refused.AddOrUpdate(code, 1, static (_, count) => count + 1);

    public void Complain(string what) => _wrong.Enqueue(what);

    public override string ToString() =>
        $"{_acknowledged.Count} answered, {_unknown} unknown, refused: {string.Join(", ", _refused.Select(static pair => $"{pair.Value} {pair.Key}"))}";
}
