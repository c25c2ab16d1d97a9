using ZimCall.Protocol;

namespace ZimCall.Server.Tests.Support;

/// <summary>Keeps what it is sent.</summary>
internal sealed class FakeConnection : IFrameConnection
{
    public string Remote => "fake";

    public List<ServerFrame> Sent { get; } = [];

    public bool IsAborted { get; private set; }

    public bool IsFull { get; set; }

    public int Flushes { get; private set; }

    public ValueTask<ClientFrame?> ReadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public bool TryPost(ServerFrame frame)
    {
        if (!IsFull)
        {
            Sent.Add(frame);
        }

        return !IsFull;
    }

    public void Flush() => Flushes++;

    /// <summary>Forgets what came so far.</summary>
    public void Reset()
    {
        Sent.Clear();
        Flushes = 0;
    }

    public void Abort() => IsAborted = true;
}
