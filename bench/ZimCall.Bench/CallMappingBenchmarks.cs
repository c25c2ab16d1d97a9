using BenchmarkDotNet.Attributes;
using ZimCall.Core;
using ZimCall.Protocol;

namespace ZimCall.Bench;

/// <summary>What it costs to put a call, and what is told of it, into messages.</summary>
[MemoryDiagnoser]
public class CallMappingBenchmarks
{
    private Call _call = null!;
    private CallEvent _changed = null!;

    [Params(2, 10)]
    public int Members { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _call = Calls.Ringing(Members);
        _changed = new CallEvent.UserStateChanged([_call.Members[1]]);
    }

    [Benchmark]
    public CallPicture Picture() => CallMapping.ToPicture(_call, "u1");

    [Benchmark]
    public Event? Received() => CallMapping.ToEvent(_call, CallEvent.Received.Instance, "u1", Calls.Now);

    [Benchmark]
    public Event? UserStateChanged() => CallMapping.ToEvent(_call, _changed, "u0", Calls.Now);
}
