namespace ZimCall.Server;

/// <summary>
/// Makes good what was lost between nodes: while a link is broken, and once when it is whole again, the calls of the
/// users here are compared with what the sessions have been told.
/// </summary>
internal sealed class Resync(PeerLinks links, ICallStore store, SessionRegistry sessions, ToldCalls told, NoticeInbox inbox)
{
    public async Task RunAsync()
    {
        if (!links.TakeGap())
        {
            return;
        }

        try
        {
            var unseen = told.Keys.ToHashSet();
            foreach (var user in sessions.Users)
            {
                foreach (var call in await store.FindActiveAsync(user, CancellationToken.None))
                {
                    var key = new CallKey(user.AppId, call.CallId);
                    if (unseen.Remove(key) | (told.RevisionOf(key) ?? 0) < call.Revision)
                    {
                        await CheckAsync(key, call.Revision);
                    }
                }
            }

            foreach (var key in unseen)
            {
                await inbox.CheckAsync(key);
            }
        }
        catch (CallStoreException)
        {
            links.PutBackGap();
            throw;
        }
    }

    private Task CheckAsync(CallKey key, long revision) =>
        told.RevisionOf(key) >= revision ? Task.CompletedTask : inbox.CheckAsync(key);
}
