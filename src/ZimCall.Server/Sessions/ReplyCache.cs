using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>
/// The answers of one client instance: a request sent again is answered with the first answer and has one effect
/// (R-IDEM-4). Answers are kept until the client says that it has them.
/// </summary>
internal sealed class ReplyCache
{
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

    /// <summary>Notes a new request; false when it was seen before, also when its answer is forgotten since.</summary>
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
            return id >= _settledBelow && _replies.TryAdd(id, reply);
        }
    }
}
