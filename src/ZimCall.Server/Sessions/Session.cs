using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>
/// A logged-in device of a user. It outlives its connections: until the heartbeat timeout a new one can take its place
/// (R-GONE-4).
/// </summary>
internal sealed class Session(string sessionId, UserKey user, string deviceId, string instanceId, ReplyCache replies)
{
    private readonly Lock _lock = new();
    private long _requestsRestedAt;
    private long _framesRestedAt;
    private long _lastHeard;
    private long _tokenExpiry = long.MaxValue;
    private int _tokenWarned;
    private Attachment? _attachment;
    private long _alarmAt = long.MaxValue;
    private ServerFrame? _kick;
    private bool _isOver;

    public string SessionId => sessionId;

    public UserKey User => user;

    public string DeviceId => deviceId;

    /// <summary>The client instance; a different one with the same device id takes the session's place.</summary>
    public string InstanceId => instanceId;

    public ReplyCache Replies => replies;

    /// <summary>For the limit of its requests.</summary>
    public ref long RequestsRestedAt => ref _requestsRestedAt;

    /// <summary>For the limit of its other frames.</summary>
    public ref long FramesRestedAt => ref _framesRestedAt;

    /// <summary>The user's name, as the client gave it; empty when another node was told.</summary>
    public string UserName { get; init; } = "";

    /// <summary>When the session began, Unix milliseconds; 0 when it began on another node.</summary>
    public long LoginTime { get; init; }

    /// <summary>When the client last gave a sign of life.</summary>
    public long LastHeard => Volatile.Read(ref _lastHeard);

    /// <summary>When the token runs out; <see cref="long.MaxValue"/> without one.</summary>
    public long TokenExpiry => Volatile.Read(ref _tokenExpiry);

    /// <summary>Whether it has a connection now.</summary>
    public bool IsConnected => Volatile.Read(ref _attachment) is not null;

    /// <summary>How many bytes wait to be sent to the client.</summary>
    public long QueuedBytes => Volatile.Read(ref _attachment)?.Connection.QueuedBytes ?? 0;

    public void Heard(long now) => Volatile.Write(ref _lastHeard, now);

    public void SetTokenExpiry(long expiry)
    {
        Volatile.Write(ref _tokenExpiry, expiry);
        Volatile.Write(ref _tokenWarned, 0);
    }

    /// <summary>True once for each token.</summary>
    public bool TakeTokenWarning() => Interlocked.Exchange(ref _tokenWarned, 1) == 0;

    /// <summary>Whether the present token's end was announced.</summary>
    public bool IsTokenWarned => Volatile.Read(ref _tokenWarned) != 0;

    /// <summary>Asks for an alarm at a time; false when one rings no later, which is enough.</summary>
    public bool TrySetAlarm(long due)
    {
        lock (_lock)
        {
            var isNeeded = due < _alarmAt;
            _alarmAt = isNeeded ? due : _alarmAt;
            return isNeeded;
        }
    }

    /// <summary>An alarm rings; false when it is one whose place an earlier one took, and which is worth nothing.</summary>
    public bool TryTakeAlarm(long now)
    {
        lock (_lock)
        {
            var isDue = _alarmAt <= now;
            _alarmAt = isDue ? long.MaxValue : _alarmAt;
            return isDue;
        }
    }

    /// <summary>
    /// Puts a new connection in the place of the one before, which it breaks. One that comes when the session is over
    /// meanwhile hears why, or is broken, and so comes back with a new session.
    /// </summary>
    public void Attach(Attachment attachment)
    {
        Attachment? before = null;
        bool isOver;
        lock (_lock)
        {
            isOver = _isOver;
            if (!isOver)
            {
                (before, _attachment) = (_attachment, attachment);
            }
        }

        before?.Connection.Abort();
        if (isOver && _kick is not null)
        {
            SendKick(attachment);
        }
        else if (isOver)
        {
            attachment.Connection.Abort();
        }
    }

    /// <summary>The connection is lost; the session waits for another.</summary>
    public bool Detach(Attachment attachment) =>
        Interlocked.CompareExchange(ref _attachment, null, attachment) == attachment;

    /// <summary>The client logs out; false when it has logged in again already, on a newer connection.</summary>
    public bool TryLogOut(Attachment attachment)
    {
        lock (_lock)
        {
            var isCurrent = _attachment == attachment;
            _isOver |= isCurrent;
            return isCurrent;
        }
    }

    /// <summary>Sends a frame, if there is a connection; what is lost is healed by the next catch-up.</summary>
    /// <returns>False when the client does not keep up, and has been cut off.</returns>
    public bool Send(ServerFrame frame)
    {
        if (Volatile.Read(ref _attachment) is not { } attachment)
        {
            return true;
        }

        var connection = Post(attachment, frame);
        connection?.Flush();
        return connection is not null;
    }

    /// <summary>Posts a frame, if there is a connection.</summary>
    /// <returns>The connection, which is to be flushed; null when there is none, or none any more.</returns>
    public IFrameConnection? Post(ServerFrame frame) =>
        Volatile.Read(ref _attachment) is { } attachment ? Post(attachment, frame) : null;

    /// <summary>Up to which revision its device knows a call, if those here that are caught up know it up to another.</summary>
    public long? Known(string callId, long? others) =>
        Volatile.Read(ref _attachment) is { } attachment ? attachment.Known(callId, others) : others;

    /// <summary>Breaks the connection, for the device to come back and catch up.</summary>
    public void BreakConnection() => Volatile.Read(ref _attachment)?.Connection.Abort();

    /// <summary>The device is gone; a connection that may still look alive is broken.</summary>
    public void Abandon() => End(null)?.Connection.Abort();

    /// <summary>Tells the client that the session is over, and ends its connection.</summary>
    public void Kick(ServerFrame kick)
    {
        if (End(kick) is { } attachment)
        {
            SendKick(attachment);
        }
    }

    /// <summary>A client that does not keep up is cut off.</summary>
    private static IFrameConnection? Post(Attachment attachment, ServerFrame frame)
    {
        if (attachment.Post(frame))
        {
            return attachment.Connection;
        }

        attachment.Connection.Abort();
        return null;
    }

    private Attachment? End(ServerFrame? kick)
    {
        lock (_lock)
        {
            (_isOver, _kick) = (true, kick);
            return Interlocked.Exchange(ref _attachment, null);
        }
    }

    private void SendKick(Attachment attachment)
    {
        attachment.SendFirst(_kick!);
        attachment.Close();
    }
}
