using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>
/// Takes in what other nodes did to calls, in order and without a gap: a notice that follows on what the sessions here
/// know is passed on; one that does not, or that comes late, is no more than a hint to look at the call.
/// </summary>
internal sealed class NoticeInbox(
    KeyedGates<CallKey> gates, ICallStore store, SessionRegistry sessions, ToldCalls told, TimeProvider time)
{
    /// <summary>What is said in a notice that was on its way for longer may be over: an invitation of it must not ring any more.</summary>
    private const long FreshMs = 1000;

    public async Task ReceiveAsync(CallNotice notice)
    {
        var key = new CallKey(notice.AppId, notice.CallId);
        using var passage = await gates.EnterAsync(key);
        var known = told.RevisionOf(key);
        if (known >= notice.After)
        {
            return;
        }

        if (notice.Before == (known ?? 0) && time.NowMs() - notice.DecidedAt <= FreshMs)
        {
            Deliver(key, notice);
        }
        else
        {
            await BringUpAsync(key);
        }
    }

    /// <summary>Looks whether the sessions here have missed anything of a call.</summary>
    public async Task CheckAsync(CallKey key)
    {
        using var passage = await gates.EnterAsync(key);
        await BringUpAsync(key);
    }

    /// <summary>Forgets the calls that have concerned nobody here for a while: no notice of them is on its way any more.</summary>
    public async Task ForgetDesertedAsync()
    {
        foreach (var key in told.Keys)
        {
            using var passage = await gates.EnterAsync(key);
            told.ForgetIfDeserted(key);
        }
    }

    private void Deliver(CallKey key, CallNotice notice)
    {
        List<Session> reached = [];
        foreach (var delivery in notice.Deliveries)
        {
            foreach (var session in sessions.Of(new UserKey(key.AppId, delivery.UserId)))
            {
                if (delivery.SessionIds.Contains(session.SessionId))
                {
                    session.Send(delivery.Frame);
                    reached.Add(session);
                }
            }
        }

        told.NoteReached(key, notice.After, notice.Following, reached);
    }

    private async ValueTask BringUpAsync(CallKey key)
    {
        if (await store.FindAsync(key, CancellationToken.None) is { } call)
        {
            told.BringUp(key, call);
        }
        else
        {
            told.Note(key, 0, []);
        }
    }
}
