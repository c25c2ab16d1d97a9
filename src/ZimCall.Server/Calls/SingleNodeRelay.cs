using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>The relay of a single node: every step is its own, so nobody has missed any, and nobody else is to be told.</summary>
internal sealed class SingleNodeRelay(DoubtfulCommits doubtful) : ICallRelay
{
    public void BringUp(CallKey key, Call? found)
    {
    }

    public void Joined(CallKey key, Session session)
    {
    }

    public ValueTask PassOnAsync(CallKey key, Call? found, Decision decision) => ValueTask.CompletedTask;

    public void Doubt(CallKey key, Call? found) => doubtful.Add(key, found?.Revision ?? 0);
}
