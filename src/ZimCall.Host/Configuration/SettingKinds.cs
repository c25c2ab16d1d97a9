using System.Globalization;

namespace ZimCall.Host;

/// <summary>Makes settings of the usual kinds.</summary>
internal static class SettingKinds
{
    public static ValueSetting<string?> Text(string name, string description, string form, string? byDefault = null, bool isSecret = false, bool isInFile = true) =>
        new(name, description, static text => new(text)) { Form = form, Default = byDefault, IsSecret = isSecret, IsInFile = isInFile };

    public static ValueSetting<int?> Number(string name, string description, int min, int max, int byDefault) =>
        new(name, description, text =>
            !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? new(null, $"is '{text}'; write a whole number")
            : value < min || value > max ? new(null, $"is {value}; it must be {NumberRange(min, max)}")
            : new(value))
        {
            Form = "NUMBER",
            Range = NumberRange(min, max),
            Default = byDefault.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>A part of a whole.</summary>
    public static ValueSetting<double?> Ratio(string name, string description, string byDefault) =>
        new(name, description, static text =>
            !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? new(null, $"is '{text}'; write a number as 0.25")
            : value is >= 0 and <= 1 ? new(value)
            : new(null, $"is {text}; it must be from 0 to 1"))
        {
            Form = "NUMBER",
            Range = "from 0 to 1",
            Default = byDefault,
        };

    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="min">The shortest.</param>
    /// <param name="max">The longest; null when that depends on others, or there is none.</param>
    /// <param name="byDefault">What holds when nothing is given.</param>
    /// <param name="range">What may be given, when it is not just from min to max.</param>
    public static ValueSetting<TimeSpan?> Span(string name, string description, TimeSpan min, TimeSpan? max, string byDefault, string? range = null)
    {
        range ??= max is { } longest ? $"from {Duration.Write(min)} to {Duration.Write(longest)}" : $"{Duration.Write(min)} or more";
        return new(name, description, text =>
            Duration.Read(text) is not { } value ? new(null, $"is '{text}'; write a duration as 500ms, 10s, 5m or 24h")
            : value < min || value > max ? new(null, $"is {text}; it must be {range}")
            : new(value))
        {
            Form = "DURATION",
            Range = range,
            Default = byDefault,
        };
    }

    /// <summary>A setting whose value is one of a few words; the first is the default.</summary>
    public static ValueSetting<T?> Word<T>(string name, string description, params (string Word, T Value)[] words)
        where T : struct
    {
        var known = words.Select(static word => word.Word).ToList();
        return new(name, description, text =>
            known.IndexOf(text) is >= 0 and var found
                ? new(words[found].Value)
                : new(null, $"is '{text}'; it must be one of {string.Join(", ", known)}"))
        {
            Form = string.Join('|', known),
            Default = known[0],
        };
    }

    private static string NumberRange(int min, int max) => max == int.MaxValue ? $"{min} or more" : $"from {min} to {max}";
}
