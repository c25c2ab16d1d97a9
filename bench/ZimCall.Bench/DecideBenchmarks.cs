using BenchmarkDotNet.Attributes;
using ZimCall.Core;

namespace ZimCall.Bench;

/// <summary>What one decision of the rules costs, in the smallest call and in a full one.</summary>
[MemoryDiagnoser]
public class DecideBenchmarks
{
    private readonly CallCommand _accept = new CallCommand.Accept { UserId = "u1", DeviceId = "d1" };
    private readonly CallCommand _reject = new CallCommand.Reject { UserId = "u1", DeviceId = "d1" };
    private readonly CallCommand _delivered = new CallCommand.Delivered { UserId = "u1" };
    private readonly CallCommand _quit = new CallCommand.Quit { UserId = "u1", DeviceId = "d1" };
    private readonly CallCommand _end = new CallCommand.End { UserId = "u1", DeviceId = "d1" };
    private CallCommand _invite = null!;
    private Call _ringing = null!;
    private Call _answered = null!;

    /// <summary>How many members the call has.</summary>
    [Params(2, 10)]
    public int Members { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _ringing = Calls.Ringing(Members);
        _answered = Calls.Answered(Members);
        _invite = new CallCommand.Invite
        {
            UserId = "u0",
            DeviceId = "d0",
            CallId = "1",
            Mode = CallMode.Advanced,
            Invitees = [.. Calls.Invitees(Members)],
        };
    }

    [Benchmark(Baseline = true)]
    public Decision Accept() => Calls.Rules.Decide(_ringing, _accept, Calls.Now);

    [Benchmark]
    public Decision Invite() => Calls.Rules.Decide(null, _invite, Calls.Now);

    [Benchmark]
    public Decision Reject() => Calls.Rules.Decide(_ringing, _reject, Calls.Now);

    [Benchmark]
    public Decision Delivered() => Calls.Rules.Decide(_ringing, _delivered, Calls.Now);

    [Benchmark]
    public Decision Quit() => Calls.Rules.Decide(_answered, _quit, Calls.Now);

    [Benchmark]
    public Decision End() => Calls.Rules.Decide(_answered, _end, Calls.Now);
}
