using System.Globalization;
using BenchmarkDotNet.Attributes;
using ZimCall.Core;

namespace ZimCall.Bench;

/// <summary>What one decision of the rules costs, in the smallest call and in a full one.</summary>
[MemoryDiagnoser]
public class DecideBenchmarks
{
    private const long Now = 1_700_000_000_000;

    private readonly CallRules _rules = new(CallPolicy.Default);
    private readonly CallCommand _accept = new CallCommand.Accept { UserId = "u1", DeviceId = "d1" };
    private readonly CallCommand _reject = new CallCommand.Reject { UserId = "u1", DeviceId = "d1" };
    private readonly CallCommand _delivered = new CallCommand.Delivered { UserId = "u1" };
    private readonly CallCommand _quit = new CallCommand.Quit { UserId = "u1", DeviceId = "d1" };
    private Call _ringing = null!;
    private Call _answered = null!;

    /// <summary>How many members the call has.</summary>
    [Params(2, 10)]
    public int Members { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var invitees = Enumerable.Range(1, Members - 1).Select(static number => string.Create(CultureInfo.InvariantCulture, $"u{number}"));
        _ringing = Carried(null, new CallCommand.Invite
        {
            UserId = "u0", DeviceId = "d0", CallId = "1", Mode = CallMode.Advanced, Invitees = [.. invitees],
        });
        _answered = Carried(_ringing, _accept);
    }

    [Benchmark(Baseline = true)]
    public Decision Accept() => _rules.Decide(_ringing, _accept, Now);

    [Benchmark]
    public Decision Reject() => _rules.Decide(_ringing, _reject, Now);

    [Benchmark]
    public Decision Delivered() => _rules.Decide(_ringing, _delivered, Now);

    [Benchmark]
    public Decision Quit() => _rules.Decide(_answered, _quit, Now);

    private Call Carried(Call? call, CallCommand command) =>
        _rules.Decide(call, command, Now) is { Refusal: null, Call: { } after }
            ? after
            : throw new InvalidOperationException("The benchmark's own set-up was refused.");
}
