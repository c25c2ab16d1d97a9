using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>The teller of a single node: every step is its own, so nobody has missed any.</summary>
internal sealed class LocalTeller(Notifier notifier) : ICallTeller
{
    public void BringUp(CallKey key, Call? found)
    {
    }

    public void Joined(CallKey key, Session session)
    {
    }

    public ValueTask TellAsync(CallKey key, Call? found, Decision decision)
    {
        foreach (var step in decision.Steps)
        {
            notifier.Tell(key, step);
        }

        return ValueTask.CompletedTask;
    }
}
