using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>The connections that frames were posted to and that are still to be flushed. For one user at a time.</summary>
internal sealed class Outbox
{
    /// <summary>How much is put off at the most: some steps of a call of ten.</summary>
    private const int Most = 64;

    private readonly List<IFrameConnection> _posted = [];

    /// <summary>Whether what is here should wait no longer.</summary>
    public bool IsFull => _posted.Count >= Most;

    /// <summary>Posts a frame to a session's device.</summary>
    public void Post(Session session, ServerFrame frame)
    {
        if (session.Post(frame) is { } connection)
        {
            _posted.Add(connection);
        }
    }

    /// <summary>Sends what was posted.</summary>
    public void Flush()
    {
        foreach (var connection in _posted)
        {
            connection.Flush();
        }

        _posted.Clear();
    }
}
