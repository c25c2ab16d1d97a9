using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ZimCall.Host;

/// <summary>Options that take a duration: a number and its unit.</summary>
internal static class DurationOption
{
    public static Option<TimeSpan?> Create(string name, string description, TimeSpan? byDefault = null) => new(name)
    {
        Description = byDefault is { } duration ? $"{description} Default: {Write(duration)}." : description,
        HelpName = "DURATION",
        CustomParser = result => Parse(name, result),
    };

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

    private static TimeSpan? Parse(string name, ArgumentResult result)
    {
        var given = result.Tokens.Single().Value;
        if (Read(given) is { } duration)
        {
            return duration;
        }

        result.AddError($"{name} is '{given}'; write a duration as 500ms, 10s, 5m or 24h");
        return null;
    }

    private static string Write(TimeSpan duration) => duration switch
    {
        { TotalHours: >= 1, Minutes: 0, Seconds: 0 } => $"{(long)duration.TotalHours}h",
        { TotalMinutes: >= 1, Seconds: 0 } => $"{(long)duration.TotalMinutes}m",
        _ => $"{(long)duration.TotalSeconds}s",
    };
}
