using System.Globalization;
using System.Text;

namespace ZimCall.Host;

/// <summary>A small chart of one value over time.</summary>
internal static class ChartSvg
{
    private const int Width = 240;
    private const int Height = 48;

    /// <param name="label">What it shows, for those who do not see it.</param>
    /// <param name="values">The values, the oldest first.</param>
    public static Html Write(string label, IReadOnlyList<double> values)
    {
        var top = Math.Max(1, values.Max());
        var line = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            var x = i * (double)Width / (values.Count - 1);
            var y = Height - 1 - (values[i] / top * (Height - 4));
            line.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{x:0.#} {y:0.#}");
        }

        return Html.Of($"""
            <svg class="chart" viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{label}"><path class="area" d="{line.ToString()}L{Width} {Height}L0 {Height}Z"/><path class="line" d="{line.ToString()}"/></svg>
            """);
    }
}
