using System.Globalization;
using TwoPhones.Screens;

namespace TwoPhones.Demo;

/// <summary>Says what happens, line by line: when, who, what.</summary>
internal sealed class Timeline(TimeProvider time, IScreen screen)
{
    private readonly long _start = time.GetTimestamp();

    public void Heading(string text) => screen.Heading(text);

    /// <summary>Somebody is about to do something.</summary>
    public async Task DoesAsync(string who, string what)
    {
        await screen.PauseAsync();
        screen.Line(Now(), who, Direction.Does, what);
    }

    /// <summary>Somebody is told something.</summary>
    public void Sees(string who, string what) => screen.Line(Now(), who, Direction.IsTold, what);

    private string Now() => $"{time.GetElapsedTime(_start).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture),7} s";
}
