namespace ZimCall.Host;

/// <summary>A collector that is sent metrics and traces.</summary>
/// <param name="Endpoint">Where it takes OTLP over HTTP, with a slash at the end.</param>
/// <param name="TraceRatio">How many of the traces are sent, from 0 to 1.</param>
internal sealed record OtlpSettings(Uri Endpoint, double TraceRatio);
