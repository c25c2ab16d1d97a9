using System.Globalization;
using System.Text;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>Writes a call as a sequence diagram for Mermaid, as GitHub and many editors show it.</summary>
internal static class MermaidDiagram
{
    public static string Of(CallRecord record)
    {
        var users = CallDiagram.Participants(record.Call);
        var text = new StringBuilder("sequenceDiagram\n");
        for (var i = 0; i < users.Length; i++)
        {
            Append(text, $"    participant u{i} as {Escape(users[i])}\n");
        }

        foreach (var line in CallDiagram.Lines(record))
        {
            var what = string.Create(CultureInfo.InvariantCulture, $"{Escape(line.Text)} ({line.Time / 1000.0:0.###} s)");
            if (line.From is { } from)
            {
                foreach (var to in line.To)
                {
                    Append(text, $"    u{users.IndexOf(from)}->>u{users.IndexOf(to)}: {what}\n");
                }
            }
            else
            {
                foreach (var over in Spans(line.To.Select(user => users.IndexOf(user))))
                {
                    Append(text, $"    Note over {over}: {what}\n");
                }
            }
        }

        return text.ToString();
    }

    /// <summary>Neighbours share a note.</summary>
    private static IEnumerable<string> Spans(IEnumerable<int> users)
    {
        var sorted = users.Order().ToList();
        for (var first = 0; first < sorted.Count;)
        {
            var last = first;
            while (last + 1 < sorted.Count && sorted[last + 1] == sorted[last] + 1)
            {
                last++;
            }

            yield return first == last ? $"u{sorted[first]}" : $"u{sorted[first]},u{sorted[last]}";
            first = last + 1;
        }
    }

    /// <summary>Whatever could mean something to Mermaid is written as a number.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '_' or '.' or ',')
            {
                escaped.Append(rune.ToString());
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
            }
        }

        return escaped.ToString();
    }

    private static void Append(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture));
}
