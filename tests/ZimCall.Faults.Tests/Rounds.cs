using System.Globalization;

namespace ZimCall.Faults.Tests;

/// <summary>How long the fault tests go on: <c>ZIMCALL_FAULT_ROUNDS=n</c> makes n rounds of each.</summary>
internal static class Rounds
{
    public static int Count { get; } =
        Environment.GetEnvironmentVariable("ZIMCALL_FAULT_ROUNDS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 3;

    /// <summary>The time for which the load goes on before and after a fault; nothing is checked by it.</summary>
    public static Task LetWorkAsync(int round) => Task.Delay(TimeSpan.FromMilliseconds(700 + (round * 377 % 900)));
}
