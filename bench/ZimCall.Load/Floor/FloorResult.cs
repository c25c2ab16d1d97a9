using ZimCall.Load.Report;

namespace ZimCall.Load.Floor;

/// <summary>Messages there and back.</summary>
internal sealed record FloorResult(double PerSecond, Quantiles RoundTrip);
