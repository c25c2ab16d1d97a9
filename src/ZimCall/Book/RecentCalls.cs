namespace ZimCall.Book;

/// <summary>
/// The revisions of calls that this device has been told of and does not follow, so that nothing is told twice (R-REC-3).
/// The oldest are forgotten.
/// </summary>
internal sealed class RecentCalls
{
    private const int Capacity = 512;

    private readonly Dictionary<string, long> _revisions = [];
    private readonly Queue<string> _order = new();

    public long RevisionOf(string callId) => _revisions.GetValueOrDefault(callId);

    public void Remember(string callId, long revision)
    {
        if (_revisions.TryAdd(callId, revision))
        {
            _order.Enqueue(callId);
            if (_order.Count > Capacity)
            {
                _revisions.Remove(_order.Dequeue());
            }
        }
        else
        {
            _revisions[callId] = revision;
        }
    }

    public void Clear()
    {
        _revisions.Clear();
        _order.Clear();
    }
}
