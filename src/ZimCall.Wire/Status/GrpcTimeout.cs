using System.Globalization;

namespace ZimCall.Wire;

/// <summary>The <c>grpc-timeout</c> header: at most eight digits and a unit (H, M, S, m, u, n).</summary>
public static class GrpcTimeout
{
    /// <summary>The name of the header.</summary>
    public const string Key = "grpc-timeout";

    private const int MaxDigits = 8;
    private const long MaxValue = 99_999_999;
    private const long NanosecondsPerTick = 100;

    private static readonly (char Unit, long Ticks)[] Units =
    [
        ('H', TimeSpan.TicksPerHour),
        ('M', TimeSpan.TicksPerMinute),
        ('S', TimeSpan.TicksPerSecond),
        ('m', TimeSpan.TicksPerMillisecond),
        ('u', TimeSpan.TicksPerMicrosecond),
    ];

    /// <summary>Writes a timeout: in the coarsest unit that is exact, else in the finest that fits, rounded up.</summary>
    /// <param name="timeout">How long the call may take; zero and less becomes one nanosecond.</param>
    /// <returns>The header's value.</returns>
    public static string Format(TimeSpan timeout)
    {
        long ticks = timeout.Ticks;
        if (ticks <= 0)
        {
            return "1n";
        }

        foreach ((char unit, long size) in Units)
        {
            if (ticks % size == 0 && ticks / size <= MaxValue)
            {
                return Text(ticks / size, unit);
            }
        }

        if (ticks <= MaxValue / NanosecondsPerTick)
        {
            return Text(ticks * NanosecondsPerTick, 'n');
        }

        for (int i = Units.Length - 1; i >= 0; i--)
        {
            long value = (ticks / Units[i].Ticks) + (ticks % Units[i].Ticks == 0 ? 0 : 1);
            if (value <= MaxValue)
            {
                return Text(value, Units[i].Unit);
            }
        }

        return Text(MaxValue, 'H');
    }

    /// <summary>Reads a timeout. Nanoseconds are rounded up to the clock's tick of 100 ns.</summary>
    /// <param name="value">The header's value.</param>
    /// <param name="timeout">How long the call may take.</param>
    /// <returns>False when the value is malformed.</returns>
    public static bool TryParse(string? value, out TimeSpan timeout)
    {
        timeout = default;
        if (value is null || value.Length < 2 || value.Length > MaxDigits + 1
            || !long.TryParse(value.AsSpan(0, value.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return false;
        }

        char letter = value[^1];
        if (letter == 'n')
        {
            timeout = new TimeSpan((number + NanosecondsPerTick - 1) / NanosecondsPerTick);
            return true;
        }

        foreach ((char unit, long size) in Units)
        {
            if (unit == letter)
            {
                timeout = new TimeSpan(number * size);
                return true;
            }
        }

        return false;
    }

    private static string Text(long value, char unit) => string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");
}
