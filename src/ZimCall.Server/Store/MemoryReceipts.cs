using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>
/// The receipts that the memory store keeps: the latest ones. They end with the process, whose sessions remember their own
/// answers longer (<see cref="ReplyCaches"/>), so nothing rests on how many they are.
/// </summary>
internal sealed class MemoryReceipts
{
    private const int MaxCount = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(UserKey User, string InstanceId), SortedDictionary<ulong, ReadOnlyMemory<byte>>> _replies = [];
    private readonly Queue<RequestReceipt> _order = new();

    /// <summary>Makes a commit and keeps its receipt, unless the receipt is here already.</summary>
    public CommitResult Commit(RequestReceipt receipt, Func<CommitResult> commit)
    {
        lock (_lock)
        {
            var replies = _replies.GetValueOrDefault((receipt.User, receipt.InstanceId));
            if (replies?.ContainsKey(receipt.RequestId) == true)
            {
                return CommitResult.AlreadyDone;
            }

            var result = commit();
            if (result == CommitResult.Committed)
            {
                Add(receipt, replies);
            }

            return result;
        }
    }

    public ImmutableArray<StoredReply> Find(UserKey user, string instanceId, ulong fromId)
    {
        lock (_lock)
        {
            return _replies.GetValueOrDefault((user, instanceId)) is { } replies
                ? [.. replies.Where(entry => entry.Key >= fromId).Select(static entry => new StoredReply(entry.Key, entry.Value))]
                : [];
        }
    }

    private void Add(RequestReceipt receipt, SortedDictionary<ulong, ReadOnlyMemory<byte>>? replies)
    {
        if (replies is null)
        {
            _replies.Add((receipt.User, receipt.InstanceId), replies = []);
        }

        replies.Add(receipt.RequestId, receipt.Reply);
        _order.Enqueue(receipt);
        if (_order.Count > MaxCount)
        {
            var oldest = _order.Dequeue();
            var others = _replies[(oldest.User, oldest.InstanceId)];
            others.Remove(oldest.RequestId);
            if (others.Count == 0)
            {
                _replies.Remove((oldest.User, oldest.InstanceId));
            }
        }
    }
}
