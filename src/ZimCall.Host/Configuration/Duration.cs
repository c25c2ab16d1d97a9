using System.Globalization;

namespace ZimCall.Host;

/// <summary>Durations as an operator writes them: a number and its unit.</summary>
internal static class Duration
{
    /// <summary>Reads <c>500ms</c>, <c>10s</c>, <c>5m</c> or <c>24h</c>; null when it is none.</summary>
    public static TimeSpan? Read(string text)
    {
        (string Unit, double Milliseconds)[] units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];
        foreach (var (unit, milliseconds) in units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && uint.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return TimeSpan.FromMilliseconds(count * milliseconds);
            }
        }

        return null;
    }

    public static string Write(TimeSpan duration) => duration switch
    {
        { TotalHours: >= 1, Minutes: 0, Seconds: 0, Milliseconds: 0 } => $"{(long)duration.TotalHours}h",
        { TotalMinutes: >= 1, Seconds: 0, Milliseconds: 0 } => $"{(long)duration.TotalMinutes}m",
        { Milliseconds: not 0 } => $"{(long)duration.TotalMilliseconds}ms",
        _ => $"{(long)duration.TotalSeconds}s",
    };
}
