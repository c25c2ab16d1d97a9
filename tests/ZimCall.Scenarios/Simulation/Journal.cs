using ZimCall.Testing;

namespace ZimCall.Scenarios.Simulation;

/// <summary>What a run did, line by line.</summary>
internal sealed class Journal(VirtualTime time)
{
    private const int Kept = 30;

    private readonly List<(int Step, string Text)> _lines = [];

    public int Step { get; private set; }

    public IReadOnlyList<string> Lines => [.. _lines.Select(static line => line.Text)];

    /// <summary>The lines of the last steps, for people.</summary>
    public IEnumerable<string> Last => _lines.Where(line => line.Step > Step - Kept).Select(static line => line.Text);

    public void NextStep() => Step++;

    public void Write(string line) => _lines.Add((Step, $"{Step,5} {time.GetUtcNow():HH:mm:ss.fff} {line}"));
}
