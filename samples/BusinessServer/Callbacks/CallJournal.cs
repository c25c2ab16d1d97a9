using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;

namespace BusinessServer.Callbacks;

/// <summary>
/// What callbacks told, kept in memory: the latest calls and what happened in them. A real server has a database, whose unique key is
/// the event's id.
/// </summary>
internal sealed partial class CallJournal(ILogger<CallJournal> logger) : BackgroundService
{
    private const int MaxWaiting = 1_000;
    private const int MaxKnown = 10_000;
    private const int MaxCalls = 100;

    private readonly Channel<JsonElement> _waiting = Channel.CreateBounded<JsonElement>(MaxWaiting);
    private readonly HashSet<string> _known = [];
    private readonly Queue<string> _knownInOrder = new();
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<JournalCall> _calls = new();

    /// <summary>Notes a callback, once for each id: it comes again when its answer was lost.</summary>
    /// <returns>Whether it is noted, now or before; false when too much waits.</returns>
    public bool TryTake(string id, JsonElement callback)
    {
        lock (_gate)
        {
            if (_known.Contains(id))
            {
                LogAgain(id);
                return true;
            }

            if (!_waiting.Writer.TryWrite(callback))
            {
                return false;
            }

            _known.Add(id);
            _knownInOrder.Enqueue(id);
            if (_knownInOrder.Count > MaxKnown)
            {
                _known.Remove(_knownInOrder.Dequeue());
            }

            return true;
        }
    }

    /// <summary>The calls of a user, the latest first.</summary>
    public IReadOnlyList<JournalCall> CallsOf(string user) => [.. _calls.Where(call => call.Users.Contains(user)).Reverse()];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // One after another, so that those of one call stay in the order in which they came.
        await foreach (var callback in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            Note(callback);
        }
    }

    private void Note(JsonElement callback)
    {
        var name = callback.GetProperty("event").GetString()!;
        var users = UsersOf(callback);
        LogCallback(name, string.Join(", ", users));
        if (!callback.TryGetProperty("call_id", out var id) || id.GetString() is not { } callID)
        {
            return;
        }

        if (name == "call_create")
        {
            _calls.Enqueue(new JournalCall(callID, callback.GetProperty("caller").GetString()!, [.. users]));
            while (_calls.Count > MaxCalls)
            {
                _calls.TryDequeue(out _);
            }
        }

        // Without its beginning, which came before this server was started, there is nowhere to note it.
        _calls.FirstOrDefault(call => call.CallID == callID)?.Add(new JournalLine(name, string.Join(", ", users)));
    }

    private static List<string> UsersOf(JsonElement callback) =>
        callback.TryGetProperty("user_ids", out var many) ? [.. many.EnumerateArray().Select(static user => user.GetString()!)]
        : callback.TryGetProperty("user_id", out var one) && one.GetString() is { Length: > 0 } user ? [user]
        : [];

    [LoggerMessage(Level = LogLevel.Information, Message = "Callback {Name}: {Users}")]
    private partial void LogCallback(string name, string users);

    [LoggerMessage(Level = LogLevel.Information, Message = "Callback {Id} has come again, and is not noted again")]
    private partial void LogAgain(string id);
}
