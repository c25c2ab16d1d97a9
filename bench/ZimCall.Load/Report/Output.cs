using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ZimCall.Load.Report;

/// <summary>Tables for people, JSON for machines.</summary>
internal static class Output
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static void Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [head, .. rows];
        int[] widths = [.. head.Select((_, column) => all.Max(row => row[column].Length))];
        for (var i = 0; i < all.Length; i++)
        {
            Console.WriteLine("| " + string.Join(" | ", all[i].Select((cell, column) => cell.PadRight(widths[column]))) + " |");
            if (i == 0)
            {
                Console.WriteLine("| " + string.Join(" | ", widths.Select(static width => new string('-', width))) + " |");
            }
        }

        Console.WriteLine();
    }

    public static async Task JsonAsync<T>(string? path, T report)
    {
        if (path is not null)
        {
            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(report, Indented) + "\n");
        }
    }

    public static string Number(double value, int digits = 0) =>
        value.ToString(string.Create(CultureInfo.InvariantCulture, $"N{digits}"), CultureInfo.InvariantCulture);
}
