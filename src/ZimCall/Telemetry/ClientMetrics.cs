using System.Diagnostics.Metrics;

namespace ZimCall.Telemetry;

/// <summary>What the SDK measures, for whoever listens to the meter <c>ZimCall</c>.</summary>
internal static class ClientMetrics
{
    public const string MeterName = "ZimCall";

    private static readonly Meter Meter = new(MeterName, ZIM.GetVersion());

    private static readonly Histogram<double> Operations = Meter.CreateHistogram(
        "zimcall.client.operation",
        "s",
        "From an operation's start to its answer.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
        });

    private static readonly Counter<long> Losses = Meter.CreateCounter<long>(
        "zimcall.client.connections.lost", "{connection}", "Connections that broke, or could not be opened.");

    /// <summary>Whether anybody wants to know how long operations take.</summary>
    public static bool TimesOperations => Operations.Enabled;

    public static void Answered(string operation, TimeSpan took, ZIMErrorCode code) =>
        Operations.Record(took.TotalSeconds, new("operation", operation), new("code", (int)code));

    public static void ConnectionLost() => Losses.Add(1);
}
