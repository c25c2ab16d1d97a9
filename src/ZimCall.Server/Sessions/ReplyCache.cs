using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>
/// The answers of one client instance: a request sent again is answered with the first answer and has one effect
/// (R-IDEM-4). Answers are kept until the client says that it has them.
/// </summary>
internal sealed class ReplyCache
{
    /// <summary>The most answers that are kept: the SDK never has so many requests under way, and memory has an end.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, Task<Reply>> _replies = [];
    private ulong _settledBelow;

    /// <summary>The answer, if the request was seen before and is answered or being worked on.</summary>
    public Task<Reply>? Find(ulong id)
    {
        lock (_lock)
        {
            return _replies.GetValueOrDefault(id);
        }
    }

    /// <summary>Whether no new request is taken before the client says that it has answers.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                return _replies.Count >= Capacity;
            }
        }
    }

    /// <summary>Notes a new request; false when it was seen before, also when its answer is forgotten since, or there is no room.</summary>
    public bool TryStart(ulong id, ulong settledBelow, Task<Reply> reply)
    {
        lock (_lock)
        {
            if (settledBelow > _settledBelow)
            {
                _settledBelow = settledBelow;

                // A dictionary may be removed from while it is gone through.
                foreach (var known in _replies.Keys)
                {
                    if (known < settledBelow)
                    {
                        _replies.Remove(known);
                    }
                }
            }

            // Below: a late copy of what was answered long ago.
            return id >= _settledBelow && _replies.Count < Capacity && _replies.TryAdd(id, reply);
        }
    }
}
