using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>
/// A logged-in device of a user. It outlives its connections: until the heartbeat timeout a new one can take its place
/// (R-GONE-4).
/// </summary>
internal sealed class Session(string sessionId, UserKey user, string deviceId, string instanceId, ReplyCache replies)
{
    private long _lastHeard;
    private long _tokenExpiry = long.MaxValue;
    private int _tokenWarned;
    private Attachment? _attachment;

    public string SessionId => sessionId;

    public UserKey User => user;

    public string DeviceId => deviceId;

    /// <summary>The client instance; a different one with the same device id takes the session's place.</summary>
    public string InstanceId => instanceId;

    public ReplyCache Replies => replies;

    /// <summary>When the client last gave a sign of life.</summary>
    public long LastHeard => Volatile.Read(ref _lastHeard);

    /// <summary>When the token runs out; <see cref="long.MaxValue"/> without one.</summary>
    public long TokenExpiry => Volatile.Read(ref _tokenExpiry);

    /// <summary>When it is looked at next whether the client gave a sign of life; belongs to <see cref="SessionAlarms"/>.</summary>
    public long BeatCheckAt { get; set; }

    public void Heard(long now) => Volatile.Write(ref _lastHeard, now);

    public void SetTokenExpiry(long expiry)
    {
        Volatile.Write(ref _tokenExpiry, expiry);
        Volatile.Write(ref _tokenWarned, 0);
    }

    /// <summary>True once for each token.</summary>
    public bool TakeTokenWarning() => Interlocked.Exchange(ref _tokenWarned, 1) == 0;

    /// <summary>Puts a new connection in the place of the one before, which it breaks.</summary>
    public void Attach(Attachment attachment) => Interlocked.Exchange(ref _attachment, attachment)?.Connection.Abort();

    /// <summary>The connection is lost; the session waits for another.</summary>
    public bool Detach(Attachment attachment) =>
        Interlocked.CompareExchange(ref _attachment, null, attachment) == attachment;

    /// <summary>Sends a frame, if there is a connection; what is lost is healed by the next catch-up.</summary>
    /// <returns>False when the client does not keep up, and has been cut off.</returns>
    public bool Send(ServerFrame frame)
    {
        if (Volatile.Read(ref _attachment) is not { } attachment || attachment.Send(frame))
        {
            return true;
        }

        attachment.Connection.Abort();
        return false;
    }

    /// <summary>The device is gone; a connection that may still look alive is broken.</summary>
    public void Abandon() => Interlocked.Exchange(ref _attachment, null)?.Connection.Abort();

    /// <summary>Tells the client that the session is over, and ends its connection.</summary>
    public void Kick(Kick.Types.Reason reason, string message)
    {
        if (Interlocked.Exchange(ref _attachment, null) is { } attachment)
        {
            attachment.SendFirst(new ServerFrame { Kick = new Kick { Reason = reason, Message = message } });
            attachment.Close();
        }
    }
}
