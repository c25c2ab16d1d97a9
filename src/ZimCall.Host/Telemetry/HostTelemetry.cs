using System.Diagnostics.CodeAnalysis;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ZimCall.Host;

/// <summary>Brings what the libraries measure and trace to where it is wanted: to /metrics, and to a collector.</summary>
internal sealed class HostTelemetry : IDisposable
{
    /// <summary>The libraries' own, and the runtime's: memory, garbage collection, threads.</summary>
    private static readonly string[] Meters = ["ZimCall.Server", "ZimCall.Storage", "System.Runtime"];

    private readonly MeterProvider _meters;
    private readonly TracerProvider? _traces;

    private HostTelemetry(MeterProvider meters, TracerProvider? traces, PrometheusExporter prometheus) =>
        (_meters, _traces, Prometheus) = (meters, traces, prometheus);

    /// <summary>What <c>/metrics</c> answers with.</summary>
    public PrometheusExporter Prometheus { get; }

    /// <summary>Begins to listen.</summary>
    /// <param name="otlp">The collector; null for none.</param>
    /// <param name="nodeName">Tells nodes apart.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The provider disposes of its reader, and that of its exporter.")]
    public static HostTelemetry Start(OtlpSettings? otlp, string nodeName)
    {
        var prometheus = new PrometheusExporter();
        var meters = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Describe)
            .AddMeter(Meters)
            .AddReader(new BaseExportingMetricReader(prometheus));
        if (otlp is null)
        {
            return new HostTelemetry(meters.Build(), null, prometheus);
        }

        meters.AddOtlpExporter(exporter => SetTarget(exporter, otlp, "v1/metrics"));
        var traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Describe)
            .AddSource("ZimCall.Server")

            // By the trace's number alone: what a client wants traced is not for the client to say.
            .SetSampler(new TraceIdRatioBasedSampler(otlp.TraceRatio))
            .AddOtlpExporter(exporter => SetTarget(exporter, otlp, "v1/traces"));
        return new HostTelemetry(meters.Build(), traces.Build(), prometheus);

        void Describe(ResourceBuilder resource) =>
            resource.AddService("zimcall-server", serviceInstanceId: nodeName, autoGenerateServiceInstanceId: false);
    }

    /// <summary>Sends what is still to be sent, and ends.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _meters.Dispose();
    }

    private static void SetTarget(OtlpExporterOptions exporter, OtlpSettings otlp, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(otlp.Endpoint, path);
    }
}
