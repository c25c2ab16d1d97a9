using System.Collections.Concurrent;
using System.Globalization;
using Spectre.Console;
using TwoPhones.Demo;

namespace TwoPhones.Screens;

/// <summary>Lines in colours, and below them a board that shows all the time how each phone stands.</summary>
internal sealed class LiveScreen : IScreen
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(350);

    private static readonly Dictionary<string, string> ColourOf = new() { ["alice"] = "deepskyblue1", ["bob"] = "orange1", ["carol"] = "orchid" };

    // Whoever has news leaves it here, and one loop writes it and the board: Spectre.Console's live display is for one thread.
    private readonly ConcurrentQueue<string> _news = new();

    public void Heading(string text) => _news.Enqueue($"\n[bold]{Markup.Escape(text)}[/]\n");

    public void Line(string time, string who, Direction direction, string what)
    {
        var arrow = direction == Direction.Does ? "[green]-->[/]" : "[grey]<--[/]";
        var name = $"[{ColourOf.GetValueOrDefault(who, "grey")}]{Markup.Escape(who),-8}[/]";
        var text = direction == Direction.Does ? $"[bold]{Markup.Escape(what)}[/]" : Markup.Escape(what);
        _news.Enqueue($"[grey]{Markup.Escape(time)}[/]  {name}{arrow} {text}");
    }

    public Task PauseAsync() => Task.Delay(Pause, TimeProvider.System);

    public Task PlayAsync(IReadOnlyList<DemoPhone> phones, Func<Task> play) =>
        AnsiConsole.Live(BoardOf(phones)).AutoClear(true).StartAsync(async live =>
        {
            var playing = play();
            using PeriodicTimer refresh = new(RefreshInterval, TimeProvider.System);
            while (!playing.IsCompleted)
            {
                await refresh.WaitForNextTickAsync();
                WriteNews();
                live.UpdateTarget(BoardOf(phones));
            }

            WriteNews();
            await playing;
        });

    private void WriteNews()
    {
        while (_news.TryDequeue(out var line))
        {
            AnsiConsole.MarkupLine(line);
        }
    }

    private static Table BoardOf(IReadOnlyList<DemoPhone> phones)
    {
        var board = new Table().RoundedBorder().BorderColor(Color.Grey).AddColumns(
            new TableColumn("Phone").Width(8), new TableColumn("Connection").Width(14), new TableColumn("Call").Width(34));
        foreach (var phone in phones)
        {
            var status = phone.Status;
            board.AddRow(
                $"[{ColourOf.GetValueOrDefault(phone.User, "default")}]{Markup.Escape(phone.User)}[/]",
                status.IsConnected ? "[green]Connected[/]" : "[grey]not connected[/]",
                status switch
                {
                    { RingTimeLeft: { } left } => $"[bold yellow]rings, {Math.Ceiling(left.TotalSeconds).ToString(CultureInfo.InvariantCulture)} s left[/]",
                    { Others.Length: > 0 } => $"[green]in a call[/] with {Markup.Escape(string.Join(", ", status.Others))}",
                    { IsInCall: true } => "[yellow]calling…[/]",
                    _ => "[grey]none[/]",
                });
        }

        return board;
    }
}
