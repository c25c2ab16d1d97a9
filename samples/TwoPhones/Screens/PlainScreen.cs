using TwoPhones.Demo;

namespace TwoPhones.Screens;

/// <summary>Lines of text, for a file or a pipe.</summary>
internal sealed class PlainScreen : IScreen
{
    public void Heading(string text) => Console.WriteLine($"\n{text}\n");

    public void Line(string time, string who, Direction direction, string what) =>
        Console.WriteLine($"{time}  {who,-8}{(direction == Direction.Does ? "-->" : "<--")} {what}");

    public Task PauseAsync() => Task.CompletedTask;

    public Task PlayAsync(IReadOnlyList<DemoPhone> phones, Func<Task> play) => play();
}
