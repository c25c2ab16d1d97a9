namespace ZimCall.Host;

/// <summary>A collector that is sent metrics and traces.</summary>
/// <param name="Endpoint">Where it takes OTLP over HTTP, with a slash at the end.</param>
/// <param name="TracePercent">How many of 100 traces are sent.</param>
internal sealed record OtlpSettings(Uri Endpoint, int TracePercent)
{
    public const int DefaultTracePercent = 100;
}
