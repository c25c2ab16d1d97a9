using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ZimCall.Scenarios.Observing;

/// <summary>Listens to meters, and keeps what they publish and measure.</summary>
internal sealed class MeterWatch : IDisposable
{
    private readonly ConcurrentQueue<(Instrument Instrument, double Value, Dictionary<string, object?> Tags)> _measured = new();
    private readonly ConcurrentDictionary<Instrument, bool> _instruments = new();
    private readonly MeterListener _listener = new();

    /// <param name="isWanted">Which meters to listen to.</param>
    public MeterWatch(Func<Meter, bool> isWanted)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (isWanted(instrument.Meter))
            {
                _instruments[instrument] = true;
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    public IEnumerable<Instrument> Instruments => _instruments.Keys;

    /// <summary>What was measured by now, looked up where it has to be.</summary>
    public IEnumerable<(Instrument Instrument, double Value, Dictionary<string, object?> Tags)> Measured
    {
        get
        {
            _listener.RecordObservableInstruments();
            return _measured;
        }
    }

    /// <summary>What one instrument measured since the last time, each as <c>value tag=value …</c>.</summary>
    public string[] Take(string name)
    {
        var measured = Measured.Where(each => each.Instrument.Name == name)
            .Select(static each => string.Join(' ', [each.Value.ToString("0.###"), .. each.Tags.Select(static tag => $"{tag.Key}={tag.Value}")])).ToArray();
        _measured.Clear();
        return measured;
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue((instrument, value, tags.ToArray().ToDictionary(static tag => tag.Key, static tag => tag.Value)));
}
