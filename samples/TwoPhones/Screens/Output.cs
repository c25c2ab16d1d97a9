using Spectre.Console;

namespace TwoPhones.Screens;

/// <summary>What the output is: a terminal with colours, or a file, a pipe, an old terminal.</summary>
internal static class Output
{
    public static bool HasColours => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>A line in a style where there are colours, and the same text where there are none.</summary>
    public static void WriteLine(string text, string style)
    {
        if (HasColours)
        {
            AnsiConsole.MarkupLine($"[{style}]{Markup.Escape(text)}[/]");
        }
        else
        {
            // Not through Spectre.Console: it would break lines at the width of a terminal that is not there.
            Console.WriteLine(text);
        }
    }
}
