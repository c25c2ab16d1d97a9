using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>A session's connection for as long as it lasts. Until it is released, updates wait behind the catch-up.</summary>
internal sealed class Attachment(IFrameConnection connection, CancellationTokenSource closing)
{
    private readonly Lock _lock = new();
    private List<ServerFrame>? _held = [];
    private Dictionary<string, long>? _caughtUp;

    public IFrameConnection Connection => connection;

    /// <summary>Sends at once, before whatever is held.</summary>
    public bool SendFirst(ServerFrame frame) => connection.TrySend(frame);

    /// <summary>Posts in order.</summary>
    public bool Post(ServerFrame frame)
    {
        lock (_lock)
        {
            if (_held is not null)
            {
                _held.Add(frame);
                return true;
            }

            return connection.TryPost(frame);
        }
    }

    /// <summary>The catch-up told the device of a call as it was at a revision, or that it is none of the device's.</summary>
    public void NoteCaughtUp(string callId, long revision)
    {
        lock (_lock)
        {
            (_caughtUp ??= [])[callId] = revision;
        }
    }

    /// <summary>Up to which revision the device knows a call, if those here that are caught up know it up to another.</summary>
    public long? Known(string callId, long? others)
    {
        lock (_lock)
        {
            // What the catch-up is still to tell counts as not told; it covers then what is held.
            return _held is null ? others
                : _caughtUp?.TryGetValue(callId, out var revision) == true ? Math.Max(revision, others ?? 0)
                : null;
        }
    }

    /// <summary>Sends what was held and the catch-up has not covered; from now on frames go straight out.</summary>
    public void Release()
    {
        lock (_lock)
        {
            foreach (var frame in _held ?? [])
            {
                if (!IsCovered(frame))
                {
                    connection.TryPost(frame);
                }
            }

            connection.Flush();

            (_held, _caughtUp) = (null, null);
        }
    }

    /// <summary>Ends the connection in good order: what was sent before still goes out.</summary>
    public void Close() => closing.Cancel();

    /// <summary>
    /// The device itself cannot tell: steps that nobody is told of raise the call's revision, and not the one that the
    /// device has heard of.
    /// </summary>
    private bool IsCovered(ServerFrame frame) =>
        frame.Update is { } update && _caughtUp?.TryGetValue(update.CallId, out var revision) == true && update.Revision <= revision;
}
