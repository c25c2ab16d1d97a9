using BenchmarkDotNet.Attributes;
using ZimCall.Core;

namespace ZimCall.Bench;

/// <summary>What it costs to work out what a device missed.</summary>
[MemoryDiagnoser]
public class CallSyncBenchmarks
{
    private Call _call = null!;

    [Params(2, 10)]
    public int Members { get; set; }

    [GlobalSetup]
    public void Setup() => _call = Calls.Answered(Members);

    [Benchmark]
    public SyncResult UpToDate() => CallSync.For(_call, "u0", "d0", _call.Revision);

    [Benchmark]
    public SyncResult MissedTheAnswer() => CallSync.For(_call, "u0", "d0", 1);

    [Benchmark]
    public SyncResult KnowsNothing() => CallSync.For(_call, "u0", "d0", null);
}
