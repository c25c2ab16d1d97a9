using System.Diagnostics.Metrics;

namespace ZimCall.Server;

/// <summary>
/// What a backend measures, for whoever listens to the meter <c>ZimCall.Server</c>; docs/observability.md lists it. Nothing
/// in it names a user or a call, so the number of series is bounded.
/// </summary>
internal sealed class ServerMetrics : IDisposable
{
    public const string MeterName = "ZimCall.Server";

    public ServerMetrics(TimeProvider time)
    {
        Meter = new Meter(MeterName, typeof(ServerMetrics).Assembly.GetName().Version?.ToString(3));
        Calls = new CallMetrics(Meter, time);
        Requests = new RequestMetrics(Meter);
    }

    public Meter Meter { get; }

    public CallMetrics Calls { get; }

    public RequestMetrics Requests { get; }

    public void Dispose() => Meter.Dispose();
}
