using Google.Protobuf;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>The answers that are stored with what requests change, for clients that come back to another process (R-IDEM-4).</summary>
/// <param name="store">Where they are stored.</param>
/// <param name="areNeeded">Whether a client may come back to another process, with this one's calls still there.</param>
internal sealed class Receipts(ICallStore store, bool areNeeded)
{
    /// <summary>The receipt of a session's request; null where none is needed.</summary>
    public RequestReceipt? For(Session session, Func<Reply> toReply)
    {
        if (!areNeeded)
        {
            return null;
        }

        var reply = toReply();
        return new RequestReceipt(session.User, session.InstanceId, reply.Id, reply.ToByteArray());
    }

    /// <summary>What a request was answered by whichever process carried it out.</summary>
    public async ValueTask<Reply?> FindAsync(Session session, ulong id) =>
        (await LoadAsync(session, id)).FirstOrDefault(reply => reply.Id == id);

    /// <summary>A session comes from another process: its unanswered requests may have been answered there.</summary>
    public async ValueTask TakeOverAsync(Session session, IReadOnlyCollection<ulong> unanswered)
    {
        if (areNeeded && unanswered.Count > 0)
        {
            session.Replies.Take(unanswered, await LoadAsync(session, unanswered.Min()));
        }
    }

    private async ValueTask<IEnumerable<Reply>> LoadAsync(Session session, ulong fromId) =>
        (await store.FindReceiptsAsync(session.User, session.InstanceId, fromId, CancellationToken.None))
            .Select(static stored => Reply.Parser.ParseFrom(stored.Reply.Span));
}
