using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>
/// Takes in what other nodes did to calls, in order and without a gap: a notice that follows on what the sessions here
/// know is passed on; one that does not is no more than a hint to look at the call.
/// </summary>
internal sealed class NoticeInbox(KeyedGates<CallKey> gates, ICallStore store, SessionRegistry sessions, ToldCalls told)
{
    public async Task ReceiveAsync(CallNotice notice)
    {
        var key = new CallKey(notice.AppId, notice.CallId);
        using var passage = await gates.EnterAsync(key);
        var known = told.RevisionOf(key);
        if (known >= notice.After)
        {
            return;
        }

        if (notice.Before == (known ?? 0))
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
        foreach (var delivery in notice.Deliveries)
        {
            foreach (var session in sessions.Of(new UserKey(key.AppId, delivery.UserId)))
            {
                if (delivery.SessionIds.Contains(session.SessionId))
                {
                    session.Send(delivery.Frame);
                }
            }
        }

        told.Note(key, notice.After, notice.Following);
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
