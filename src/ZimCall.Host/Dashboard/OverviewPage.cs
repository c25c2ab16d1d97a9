using System.Collections.Immutable;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>What is going on.</summary>
internal static class OverviewPage
{
    /// <summary>How many calls are shown.</summary>
    public const int MaxCalls = 100;

    /// <summary>Rates of one second jump; they are shown over so many.</summary>
    private const int Smoothing = 5;

    public static Html Write(ImmutableArray<RateSample> samples, ImmutableArray<AppCall> calls, DateTimeOffset now)
    {
        var last = samples.LastOrDefault();
        return Html.Of($"""
            <section class="tiles">
            {Tile("Sessions", last.Sessions, "connected to this node", samples, static sample => sample.Sessions)}
            {Tile("Ringing", last.Unanswered, "calls of this node", samples, static sample => sample.Unanswered)}
            {Tile("Answered", last.Answered, "calls of this node", samples, static sample => sample.Answered)}
            {Rate("New calls", samples, static sample => sample.Created)}
            {Rate("Operations", samples, static sample => sample.Operations)}
            {Rate("Refused", samples, static sample => sample.Refused)}
            </section>
            <h2>Live calls</h2>
            {CallTable.Write(calls, now)}
            {(calls.Length < MaxCalls ? Html.Empty : Html.Of($"<p class=\"nothing\">More than {MaxCalls}; search for one.</p>"))}
            """);
    }

    private static Html Tile(string name, double value, string note, ImmutableArray<RateSample> samples, Func<RateSample, long> select) =>
        Tile(name, Html.Of($"{value}"), note, [.. samples.Select(sample => (double)select(sample))]);

    private static Html Rate(string name, ImmutableArray<RateSample> samples, Func<RateSample, long> select)
    {
        List<double> rates = [];
        for (var i = 1; i <= samples.Length; i++)
        {
            rates.Add(samples[Math.Max(0, i - Smoothing)..i].Average(sample => (double)select(sample)));
        }

        return Tile(name, Html.Of($"{rates.LastOrDefault():0.#}<small>/s</small>"), "over five seconds", rates);
    }

    private static Html Tile(string name, Html value, string note, List<double> values) => Html.Of($"""
        <div class="tile"><h3>{name}</h3><p class="value">{value}</p><p class="note">{note}</p>{(values.Count < 2 ? Html.Empty : ChartSvg.Write($"{name}, the last three minutes", values))}</div>
        """);
}
