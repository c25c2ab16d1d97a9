using System.Collections.Immutable;

namespace BusinessServer.Callbacks;

/// <summary>A call, and what callbacks told of it.</summary>
internal sealed class JournalCall(string callID, string caller, ImmutableArray<string> invited)
{
    private ImmutableArray<JournalLine> _lines = [];

    public string CallID => callID;

    public string Caller => caller;

    public ImmutableArray<JournalLine> Lines => _lines;

    /// <summary>Who may look at it.</summary>
    internal ImmutableArray<string> Users { get; } = [caller, .. invited];

    public void Add(JournalLine line) => ImmutableInterlocked.Update(ref _lines, static (lines, next) => lines.Add(next), line);
}

/// <summary>One callback.</summary>
internal sealed record JournalLine(string Event, string Users);
