using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>A session's connection for as long as it lasts. Until it is released, updates wait behind the catch-up.</summary>
internal sealed class Attachment(IFrameConnection connection, CancellationTokenSource closing)
{
    private readonly Lock _lock = new();
    private List<ServerFrame>? _held = [];

    public IFrameConnection Connection => connection;

    /// <summary>Sends at once, before whatever is held.</summary>
    public bool SendFirst(ServerFrame frame) => connection.TrySend(frame);

    /// <summary>Sends in order.</summary>
    public bool Send(ServerFrame frame)
    {
        lock (_lock)
        {
            if (_held is not null)
            {
                _held.Add(frame);
                return true;
            }

            return connection.TrySend(frame);
        }
    }

    /// <summary>Sends what was held; from now on frames go straight out.</summary>
    public void Release()
    {
        lock (_lock)
        {
            foreach (var frame in _held ?? [])
            {
                connection.TrySend(frame);
            }

            _held = null;
        }
    }

    /// <summary>Ends the connection in good order: what was sent before still goes out.</summary>
    public void Close() => closing.Cancel();
}
