using System.Globalization;

namespace TwoPhones.Demo;

/// <summary>Prints what happens, line by line: when, who, what.</summary>
internal sealed class Timeline(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public static void Heading(string text) => Console.WriteLine($"\n{text}\n");

    /// <summary>Somebody does something.</summary>
    public void Does(string who, string what) => Write(who, "-->", what);

    /// <summary>Somebody is told something.</summary>
    public void Sees(string who, string what) => Write(who, "<--", what);

    private void Write(string who, string arrow, string what)
    {
        var seconds = time.GetElapsedTime(_start).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
        Console.WriteLine($"{seconds,7} s  {who,-8}{arrow} {what}");
    }
}
