using TwoPhones.Demo;

namespace TwoPhones.Screens;

/// <summary>Where the demonstration is shown.</summary>
internal interface IScreen
{
    /// <summary>What comes now, in a sentence.</summary>
    void Heading(string text);

    /// <summary>One thing that happened: when, to whom, and what.</summary>
    void Line(string time, string who, Direction direction, string what);

    /// <summary>Waits before the next thing is done, so that somebody who watches can follow.</summary>
    Task PauseAsync();

    /// <summary>Plays something, and shows meanwhile how each phone stands, where that can be shown.</summary>
    Task PlayAsync(IReadOnlyList<DemoPhone> phones, Func<Task> play);
}
