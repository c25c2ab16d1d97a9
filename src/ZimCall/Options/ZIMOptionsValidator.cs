namespace ZimCall.Options;

/// <summary>Checks <see cref="ZIMOptions"/>, and says everything that is wrong at once.</summary>
internal static class ZIMOptionsValidator
{
    private const int AppSignLength = 64;
    private const int MaxDeviceIdLength = 64;
    private const int MinFrameBytes = 64 * 1024;
    private const int MaxFrameBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <exception cref="ArgumentException">Names every option that is out of its range.</exception>
    public static void Validate(this ZIMOptions options)
    {
        var problems = FindProblems(options);
        if (problems.Count > 0)
        {
            throw new ArgumentException("These options are not valid: " + string.Join("; ", problems), nameof(options));
        }
    }

    /// <summary>Names every option that is out of its range.</summary>
    public static IReadOnlyList<string> FindProblems(ZIMOptions options) =>
        [.. Identity(options), .. Server(options), .. Times(options), .. Backoff(options.ReconnectBackoff)];

    private static IEnumerable<string> Identity(ZIMOptions options)
    {
        if (options.AppID == 0)
        {
            yield return "AppID must not be 0";
        }

        // The value is a secret, so only its shape is named.
        if (options.AppSign is null || (options.AppSign.Length > 0 && !IsAppSign(options.AppSign)))
        {
            yield return $"AppSign must be \"\" or {AppSignLength} hexadecimal characters";
        }

        if (options.DeviceId is { } device && (device.Length is 0 or > MaxDeviceIdLength || device.Any(c => c is < '!' or > '~')))
        {
            yield return $"DeviceId must be 1 to {MaxDeviceIdLength} printable ASCII characters without spaces";
        }

        if (options.TimeProvider is null)
        {
            yield return "TimeProvider must not be null";
        }
    }

    private static IEnumerable<string> Server(ZIMOptions options)
    {
        if (options.ServerAddress is { } address && !ZIMOptionsResolver.IsServer(address))
        {
            yield return $"ServerAddress must be an absolute http or https address, not \"{address}\"";
        }

        if (options.ServerAddress is null && ZIMOptionsResolver.ServerFromEnvironment(out var malformed) is null && malformed is not null)
        {
            yield return $"the environment variable {ZIMOptionsResolver.ServerVariable} must be an absolute http or https address, not \"{malformed}\"";
        }

        if (options.MaxFrameBytes is < MinFrameBytes or > MaxFrameBytes)
        {
            yield return $"MaxFrameBytes must be {MinFrameBytes} to {MaxFrameBytes}, not {options.MaxFrameBytes}";
        }
    }

    private static IEnumerable<string> Times(ZIMOptions options)
    {
        string?[] problems =
        [
            OutOfRange(nameof(options.RequestTimeout), options.RequestTimeout, Second, TimeSpan.FromMinutes(5)),
            OutOfRange(nameof(options.LoginTimeout), options.LoginTimeout, Second, TimeSpan.FromMinutes(5)),
            options.HeartbeatInterval is { } interval
                ? OutOfRange(nameof(options.HeartbeatInterval), interval, Second, TimeSpan.FromSeconds(60))
                : null,
            options.MaxReconnectTime != Timeout.InfiniteTimeSpan && options.MaxReconnectTime < Second
                ? $"MaxReconnectTime must be infinite or at least {Second}, not {options.MaxReconnectTime}"
                : null,
        ];
        return problems.OfType<string>();
    }

    private static IEnumerable<string> Backoff(ZIMBackoff? backoff)
    {
        if (backoff is null)
        {
            return ["ReconnectBackoff must not be null"];
        }

        string?[] problems =
        [
            OutOfRange("ReconnectBackoff.First", backoff.First, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)),
            backoff.Factor is >= 1 and <= 10 ? null : FormattableString.Invariant($"ReconnectBackoff.Factor must be 1 to 10, not {backoff.Factor}"),
            OutOfRange("ReconnectBackoff.Max", backoff.Max, backoff.First, TimeSpan.FromMinutes(10)),
        ];
        return problems.OfType<string>();
    }

    private static string? OutOfRange(string name, TimeSpan value, TimeSpan min, TimeSpan max) =>
        value >= min && value <= max ? null : $"{name} must be {min} to {max}, not {value}";

    private static bool IsAppSign(string text) => text.Length == AppSignLength && text.All(char.IsAsciiHexDigit);
}
