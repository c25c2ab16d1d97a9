using System.Collections.Immutable;
using ZimCall.Core;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>A call's history as a picture: a column for each member, a line for each thing that happened.</summary>
internal static class SequenceSvg
{
    private const int TimeWidth = 84;
    private const int RowHeight = 34;
    private const int HeadHeight = 44;
    private const int FootHeight = 40;
    private const int MinColumn = 150;

    /// <summary>About what a character takes.</summary>
    private const int CharWidth = 8;

    public static Html Write(CallRecord record)
    {
        var users = CallDiagram.Participants(record.Call);
        var lines = CallDiagram.Lines(record);
        var column = Math.Max(MinColumn, (users.Max(static user => Html.Visible(user).Length) * CharWidth) + 24);
        var width = TimeWidth + (column * users.Length);
        var bottom = HeadHeight + (RowHeight * lines.Length);
        return Html.Of($"""
            <svg class="sequence" width="{width}" height="{bottom + FootHeight}" viewBox="0 0 {width} {bottom + FootHeight}" role="img" aria-label="What happened, as a sequence diagram">
            <defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10Z"/></marker></defs>
            {users.Select((user, i) => Lifeline(record.Call, user, X(i), bottom))}
            {lines.Select((line, i) => Line(line, HeadHeight + (RowHeight * i) + (RowHeight / 2)))}
            </svg>
            """);

        int X(int index) => TimeWidth + (column * index) + (column / 2);

        Html Line(DiagramLine line, int y) => Html.Of($"""
            <g class="{line.Kind.ToString().ToLowerInvariant()}"><text class="time" x="{TimeWidth - 12}" y="{y + 4}">{line.Time / 1000.0:0.000} s</text>
            {(line.From is { } from ? Arrows(X(users.IndexOf(from)), line, y) : Note(line, y))}</g>
            """);

        Html Arrows(int from, DiagramLine line, int y)
        {
            var targets = line.To.Select(user => X(users.IndexOf(user))).ToImmutableArray();
            var (left, right) = (Math.Min(from, targets.Min()), Math.Max(from, targets.Max()));
            return Html.Of($"""
                {targets.Select(to => Html.Of($"<line class=\"arrow\" x1=\"{from}\" y1=\"{y}\" x2=\"{to + (to > from ? -2 : 2)}\" y2=\"{y}\" marker-end=\"url(#head)\"/>"))}
                <text class="what" x="{(left + right) / 2}" y="{y - 6}">{line.Text}</text>
                """);
        }

        Html Note(DiagramLine line, int y) => Html.Join(line.To.Select(user => X(users.IndexOf(user))).Select(x => Html.Of($"""
            <rect class="note" x="{x - (column / 2) + 8}" y="{y - 11}" width="{column - 16}" height="22" rx="6"/><text class="said" x="{x}" y="{y + 4}">{Fit(line.Text, column)}</text>
            """)));
    }

    private static Html Lifeline(Call call, string user, int x, int bottom) => Html.Of($"""
        <line class="life" x1="{x}" y1="{HeadHeight - 12}" x2="{x}" y2="{bottom + 4}"/>
        <text class="user" x="{x}" y="20">{Html.Visible(user)}</text>
        <text class="state {StateOf(call, user)}" x="{x}" y="{bottom + 24}">{StateOf(call, user)}</text>
        """);

    private static string StateOf(Call call, string user) => call.Find(user)!.State.ToString();

    /// <summary>The text, as far as there is room for it.</summary>
    private static string Fit(string text, int width)
    {
        var room = (width - 24) / (CharWidth - 1);
        var visible = Html.Visible(text);
        return visible.Length <= room ? visible : $"{visible[..(room - 1)]}…";
    }
}
