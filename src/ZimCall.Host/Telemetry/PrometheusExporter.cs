using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ZimCall.Host;

/// <summary>
/// Gives what was measured as Prometheus reads it, when it is asked. Written here because the exporter that there is for
/// ASP.NET Core has no release but previews.
/// </summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private const int TimeoutMs = 5000;

    private readonly Lock _lock = new();
    private string _text = "";

    /// <inheritdoc/>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>Everything as it is now.</summary>
    public string Read()
    {
        lock (_lock)
        {
            return Collect?.Invoke(TimeoutMs) == true ? _text : throw new InvalidOperationException("The metrics could not be collected");
        }
    }

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        _text = PrometheusText.Write(batch);
        return ExportResult.Success;
    }
}
