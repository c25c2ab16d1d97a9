using BenchmarkDotNet.Attributes;
using ZimCall.Core;
using ZimCall.Protocol;

namespace ZimCall.Bench;

/// <summary>What it costs to make a command of a request.</summary>
[MemoryDiagnoser]
public class CommandMappingBenchmarks
{
    private readonly Request _accept = new() { Id = 1, CallAccept = new CallAccept { CallId = "12345678901234567890" } };
    private Request _invite = null!;

    [Params(2, 10)]
    public int Members { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _invite = new Request { Id = 1, CallInvite = new CallInvite { CallId = "12345678901234567890", Mode = 1 } };
        _invite.CallInvite.Invitees.AddRange(Calls.Invitees(Members));
    }

    [Benchmark]
    public CallCommand? Invite() => CommandMapping.ToCommand(_invite, "u0", "d0");

    [Benchmark]
    public CallCommand? Accept() => CommandMapping.ToCommand(_accept, "u1", "d1");
}
