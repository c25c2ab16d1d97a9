using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ZimCall.Extensions.Options;

/// <summary>
/// Reads options from a section of the configuration. By a table, and not by the framework's binder: that passes over a key which it does not know, and stops
/// at the first value that it cannot read.
/// </summary>
internal static class ZimSection
{
    public const string UserID = nameof(UserID);
    public const string UserName = nameof(UserName);

    /// <summary>How each key's value becomes part of the options; false when it cannot be read.</summary>
    private static readonly Dictionary<string, Func<ZIMOptions, string, bool>> Readers = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ZIMOptions.AppID)] = static (options, text) => Take(uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number), () => options.AppID = number),
        [nameof(ZIMOptions.AppSign)] = static (options, text) => Take(true, () => options.AppSign = text),
        [nameof(ZIMOptions.ServerAddress)] = static (options, text) => Take(Uri.TryCreate(text, UriKind.Absolute, out var address), () => options.ServerAddress = address),
        [nameof(ZIMOptions.DeviceId)] = static (options, text) => Take(true, () => options.DeviceId = text),
        [nameof(ZIMOptions.RequestTimeout)] = static (options, text) => Take(IsTime(text, out var time), () => options.RequestTimeout = time),
        [nameof(ZIMOptions.LoginTimeout)] = static (options, text) => Take(IsTime(text, out var time), () => options.LoginTimeout = time),
        [nameof(ZIMOptions.HeartbeatInterval)] = static (options, text) => Take(IsTime(text, out var time), () => options.HeartbeatInterval = time),
        [Backoff(nameof(ZIMBackoff.First))] = static (options, text) =>
            Take(IsTime(text, out var time), () => options.ReconnectBackoff = options.ReconnectBackoff with { First = time }),
        [Backoff(nameof(ZIMBackoff.Factor))] = static (options, text) =>
            Take(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor), () => options.ReconnectBackoff = options.ReconnectBackoff with { Factor = factor }),
        [Backoff(nameof(ZIMBackoff.Max))] = static (options, text) =>
            Take(IsTime(text, out var time), () => options.ReconnectBackoff = options.ReconnectBackoff with { Max = time }),
        [nameof(ZIMOptions.MaxReconnectTime)] = static (options, text) => Take(IsTime(text, out var time), () => options.MaxReconnectTime = time),
        [nameof(ZIMOptions.MaxFrameBytes)] = static (options, text) =>
            Take(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number), () => options.MaxFrameBytes = number),
        [UserID] = static (_, _) => true,
        [UserName] = static (_, _) => true,
    };

    /// <summary>The keys that mean something.</summary>
    public static IReadOnlyCollection<string> Keys => Readers.Keys;

    /// <summary>Sets what the section says.</summary>
    /// <returns>Everything that is wrong with it, without the values: one may be a secret in the wrong place.</returns>
    public static IReadOnlyList<string> Read(IConfiguration section, ZIMOptions options)
    {
        List<string> problems = [];
        foreach (var (key, value) in section.AsEnumerable(makePathsRelative: true).Where(static entry => entry.Value is not null).OrderBy(static entry => entry.Key, StringComparer.Ordinal))
        {
            if (!Readers.TryGetValue(key, out var read))
            {
                problems.Add($"{PathOf(section, key)} is not an option");
            }
            else if (!read(options, value!))
            {
                problems.Add($"{PathOf(section, key)} cannot be read");
            }
        }

        return problems;
    }

    /// <summary>The user whom the section names, or null.</summary>
    public static ZIMUserInfo? ReadUser(IConfiguration section) =>
        section[UserID] is { } userID ? new ZIMUserInfo { userID = userID, userName = section[UserName] ?? "" } : null;

    private static string Backoff(string key) => ConfigurationPath.Combine(nameof(ZIMOptions.ReconnectBackoff), key);

    private static string PathOf(IConfiguration section, string key) =>
        section is IConfigurationSection { Path: var path } ? ConfigurationPath.Combine(path, key) : key;

    private static bool Take(bool isRead, Action set)
    {
        if (isRead)
        {
            set();
        }

        return isRead;
    }

    /// <summary>hh:mm:ss, or infinite. A number alone would be days, which nobody means.</summary>
    private static bool IsTime(string text, out TimeSpan time)
    {
        if (text.Equals("infinite", StringComparison.OrdinalIgnoreCase))
        {
            time = Timeout.InfiniteTimeSpan;
            return true;
        }

        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out time) && text.Contains(':', StringComparison.Ordinal);
    }
}
