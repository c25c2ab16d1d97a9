using Google.Protobuf;
using ZimCall.Core;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>The request behind a command, where its receipt is to be stored with what it changes (R-IDEM-4).</summary>
/// <param name="User">Whose request it is.</param>
/// <param name="InstanceId">The client instance that sent it.</param>
/// <param name="RequestId">Its number.</param>
/// <param name="ToReply">The answer that a decision gives it.</param>
internal sealed record RequestOrigin(UserKey User, string InstanceId, ulong RequestId, Func<Decision, Reply> ToReply)
{
    public RequestReceipt Receipt(Decision decision) => new(User, InstanceId, RequestId, ToReply(decision).ToByteArray());

    /// <summary>What the request was answered before, in another process or in this one's earlier life; null when it was not.</summary>
    public async ValueTask<Reply?> FindReplyAsync(ICallStore store, CancellationToken cancellationToken)
    {
        foreach (var stored in await store.FindReceiptsAsync(User, InstanceId, RequestId, cancellationToken))
        {
            if (stored.RequestId == RequestId)
            {
                return Reply.Parser.ParseFrom(stored.Reply.Span);
            }
        }

        return null;
    }
}
