using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>
/// What became of calls, counted by the node that stored the step. How many go on is known from the steps alone, so it costs
/// nothing to ask; calls from before this process are left out of it.
/// </summary>
internal sealed class CallMetrics
{
    private const string State = "state";

    /// <summary>Seconds: an invitation rings for up to ten minutes.</summary>
    private static readonly double[] RingTimes = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 90, 120, 300, 600];

    /// <summary>Seconds: from a memory store to a database that is in trouble.</summary>
    private static readonly double[] CommitTimes = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly KeyValuePair<string, object?> IsUnanswered = new(State, "unanswered");
    private static readonly KeyValuePair<string, object?> IsAnswered = new(State, "answered");

    private readonly TimeProvider _time;
    private readonly long _since;
    private readonly Counter<long> _created;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _received;
    private readonly Histogram<double> _answered;
    private readonly Histogram<double> _commit;
    private readonly TagCache<CallMode> _mode = new("mode", static mode => mode.ToString());
    private readonly TagCache<EndReason> _reason = new("reason", static reason => reason.ToString());
    private readonly TagCache<MemberState> _answer = new("answer", static state => state.ToString());
    private readonly TagCache<string> _outcome = new("outcome", static outcome => outcome);
    private long _liveUnanswered;
    private long _liveAnswered;

    public CallMetrics(Meter meter, TimeProvider time)
    {
        (_time, _since) = (time, time.NowMs());
        _created = meter.CreateCounter<long>("zimcall.calls.created", "{call}", "Calls that were created.");
        _ended = meter.CreateCounter<long>("zimcall.calls.ended", "{call}", "Calls that ended.");
        _received = meter.CreateHistogram(
            "zimcall.invite.received", "s", "From an invitation to its having reached a device of the invitee.", advice: Buckets(RingTimes));
        _answered = meter.CreateHistogram(
            "zimcall.invite.answered", "s", "From an invitation to its being accepted or rejected.", advice: Buckets(RingTimes));
        _commit = meter.CreateHistogram(
            "zimcall.store.commit", "s", "What a commit took, waiting for others included.", advice: Buckets(CommitTimes));
        meter.CreateObservableUpDownCounter(
            "zimcall.calls.live",
            IEnumerable<Measurement<long>> () =>
            [
                new(Volatile.Read(ref _liveUnanswered), IsUnanswered),
                new(Volatile.Read(ref _liveAnswered), IsAnswered),
            ],
            "{call}",
            "Calls that go on, by this node's steps since it started.");
    }

    /// <summary>The time that a commit begins; 0 when nobody wants to know.</summary>
    public long StartCommit() => _commit.Enabled ? _time.GetTimestamp() : 0;

    /// <summary>A commit that began then is over.</summary>
    /// <param name="start">When it began.</param>
    /// <param name="result">What came of it; null when the store failed.</param>
    public void Committed(long start, CommitResult? result)
    {
        if (start != 0)
        {
            _commit.Record(_time.GetElapsedTime(start).TotalSeconds, _outcome.Of(result?.ToString() ?? "Failed"));
        }
    }

    /// <summary>Steps of a call were stored.</summary>
    public void Stepped(Call? before, ImmutableArray<Step> steps, long now)
    {
        foreach (var step in steps)
        {
            Count(before, step.After);
            if (before is not null && (_received.Enabled || _answered.Enabled))
            {
                Measure(before, step.After, now);
            }

            before = step.After;
        }
    }

    private static InstrumentAdvice<double> Buckets(double[] bounds) => new() { HistogramBucketBoundaries = bounds };

    private void Count(Call? before, Call after)
    {
        if (after.CreateTime >= _since)
        {
            AddLive(before, -1);
            AddLive(after, 1);
        }

        if (before is null && _created.Enabled)
        {
            _created.Add(1, _mode.Of(after.Mode));
        }

        if (after.State == CallState.Ended && before?.State != CallState.Ended && _ended.Enabled)
        {
            _ended.Add(1, _reason.Of(after.EndReason));
        }
    }

    private void AddLive(Call? call, long count)
    {
        if (call?.State == CallState.Started)
        {
            Interlocked.Add(ref call.HasAcceptedBeside(call.Caller) ? ref _liveAnswered : ref _liveUnanswered, count);
        }
    }

    private void Measure(Call before, Call after, long now)
    {
        foreach (var member in after.Members)
        {
            if (before.Find(member.UserId) is not { IsPending: true } was || was.State == member.State)
            {
                continue;
            }

            var seconds = (now - (was.Deadline - (after.TimeoutSeconds * 1000L))) / 1000.0;
            if (member.State == MemberState.Received)
            {
                _received.Record(seconds);
            }
            else if (member.State is MemberState.Accepted or MemberState.Rejected)
            {
                _answered.Record(seconds, _answer.Of(member.State));
            }
        }
    }
}
