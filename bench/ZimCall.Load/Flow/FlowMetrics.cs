using System.Collections.Concurrent;
using ZimCall.Load.Report;

namespace ZimCall.Load.Flow;

/// <summary>What is counted of the calls of one round.</summary>
internal sealed class FlowMetrics
{
    private long _calls;
    private long _operations;

    public Latencies InviteToReceived { get; } = new();

    public Latencies AcceptToSeen { get; } = new();

    /// <summary>How late the generator itself was.</summary>
    public Latencies Lateness { get; } = new();

    /// <summary>By error code, or by what was missing.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = new();

    public long Calls => Volatile.Read(ref _calls);

    public long Operations => Volatile.Read(ref _operations);

    public void OperationDone() => Interlocked.Increment(ref _operations);

    public void CallDone() => Interlocked.Increment(ref _calls);

    public void Failed(string what) => Failures.AddOrUpdate(what, 1, static (_, count) => count + 1);
}
