using System.Globalization;
using ZimCall.Storage;

namespace ZimCall.StoreBench;

/// <summary>Whole calls per second, durably, by each way of writing in turn: what slows the machine slows all of them.</summary>
internal static class Comparison
{
    private const int Rounds = 5;
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(4);

    /// <summary>Calls that are under way at once: few, as on a quiet server, and many.</summary>
    private static readonly int[] Concurrencies = [16, 256];

    public static async Task<int> RunAsync((string Name, Func<Task<SqlCallStore>> OpenAsync)[] ways)
    {
        foreach (var concurrency in Concurrencies)
        {
            var rates = ways.Select(static _ => new List<double>()).ToArray();
            for (var round = 0; round < Rounds; round++)
            {
                for (var way = 0; way < ways.Length; way++)
                {
                    await using var store = await ways[way].OpenAsync();
                    rates[way].Add(await CallLoad.RunAsync(store, concurrency, RoundTime));
                }
            }

            Console.WriteLine($"{concurrency} calls at once, {Rounds} rounds of {RoundTime.TotalSeconds} s each in turn; whole calls (4 commits) per second:");
            for (var way = 0; way < ways.Length; way++)
            {
                var median = Median(rates[way]);
                var times = Median(rates[0]) / median;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {ways[way].Name,-34} median {median,7:F0}  ({string.Join(' ', rates[way].Select(static rate => rate.ToString("F0", CultureInfo.InvariantCulture)))}){(way == 0 ? "" : $"  grouped is {times:F1} times that")}"));
            }
        }

        return 0;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
