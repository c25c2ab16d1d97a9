using System.Globalization;

namespace ZimCall.Load.Report;

/// <summary>How long something took, in microseconds.</summary>
internal sealed record Quantiles(long Count, double P50, double P90, double P99, double P999)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{P50:F0} / {P90:F0} / {P99:F0} / {P999:F0}");
}
