using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace ZimCall.Host;

/// <summary>The last minutes of this node, second by second, from what the backend measures.</summary>
internal sealed class RateHistory : IDisposable
{
    /// <summary>How many seconds are kept.</summary>
    public const int Length = 180;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<RateSample> _samples = new();
    private readonly MeterListener _listener = new();
    private readonly ITimer _timer;
    private long _created;
    private long _operations;
    private long _refused;
    private RateSample _present;

    public RateHistory(TimeProvider time)
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "ZimCall.Server"
                && instrument.Name is "zimcall.calls.created" or "zimcall.operations" or "zimcall.sessions" or "zimcall.calls.live")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(Measured);
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Measured(instrument, value, tags, state));
        _listener.Start();
        _timer = time.CreateTimer(static state => ((RateHistory)state!).Tick(), this, Second, Second);
    }

    /// <summary>The last seconds, the oldest first; fewer right after the start.</summary>
    public ImmutableArray<RateSample> Samples
    {
        get
        {
            lock (_lock)
            {
                return [.. _samples];
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _listener.Dispose();
    }

    private void Measured(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        switch (instrument.Name)
        {
            case "zimcall.calls.created":
                Interlocked.Add(ref _created, value);
                break;
            case "zimcall.operations":
                Interlocked.Add(ref _operations, value);
                Interlocked.Add(ref _refused, ValueOf(tags, "code") is 0 ? 0 : value);
                break;
            case "zimcall.sessions" when ValueOf(tags, "state") is "connected":
                _present = _present with { Sessions = value };
                break;
            case "zimcall.calls.live":
                _present = ValueOf(tags, "state") is "answered" ? _present with { Answered = value } : _present with { Unanswered = value };
                break;
            default:
                break;
        }
    }

    private void Tick()
    {
        lock (_lock)
        {
            // What is looked up is measured inside this call.
            _listener.RecordObservableInstruments();
            if (_samples.Count == Length)
            {
                _samples.Dequeue();
            }

            _samples.Enqueue(_present with
            {
                Created = Interlocked.Exchange(ref _created, 0),
                Operations = Interlocked.Exchange(ref _operations, 0),
                Refused = Interlocked.Exchange(ref _refused, 0),
            });
        }
    }

    private static object? ValueOf(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return tag.Value;
            }
        }

        return null;
    }
}
