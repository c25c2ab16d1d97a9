using ZimCall.Protocol;

namespace ZimCall.Session;

/// <summary>The requests of a session that have had no reply, in the order they were made.</summary>
internal sealed class RequestBook
{
    private readonly SortedDictionary<ulong, PendingRequest> _pending = [];
    private ulong _lastId;

    public IReadOnlyCollection<PendingRequest> Pending => _pending.Values;

    public IEnumerable<ulong> Ids => _pending.Keys;

    /// <summary>The time of the earliest deadline; <see cref="long.MaxValue"/> when nothing is pending.</summary>
    public long NextDeadline { get; private set; } = long.MaxValue;

    public PendingRequest Add(Request request, long deadline, Action<Reply?, ZIMError> done)
    {
        request.Id = ++_lastId;
        var pending = new PendingRequest(request, deadline, done);
        _pending.Add(request.Id, pending);
        NextDeadline = Math.Min(NextDeadline, deadline);
        return pending;
    }

    /// <summary>What the server need not keep answers for any more.</summary>
    public ulong SettledBelow => _pending.Count == 0 ? _lastId + 1 : _pending.First().Key;

    /// <summary>Takes out the request that a reply belongs to; null when it was answered before or given up.</summary>
    public PendingRequest? Take(ulong id)
    {
        if (!_pending.Remove(id, out var request))
        {
            return null;
        }

        if (_pending.Count == 0)
        {
            NextDeadline = long.MaxValue;
        }

        return request;
    }

    /// <summary>Takes out what was due.</summary>
    public List<PendingRequest> TakeOverdue(long now)
    {
        List<PendingRequest> overdue = [.. _pending.Values.Where(request => request.Deadline <= now)];
        overdue.ForEach(request => _pending.Remove(request.Frame.Id));
        NextDeadline = _pending.Count == 0 ? long.MaxValue : _pending.Values.Min(static request => request.Deadline);
        return overdue;
    }

    public List<PendingRequest> TakeAll() => TakeOverdue(long.MaxValue);
}
