using ZimCall.Server;
using ZimCall.Storage.Sql;

namespace ZimCall.Storage.Postgres;

/// <summary>Rows of receipts, column by column.</summary>
internal sealed class ReceiptColumns
{
    public List<long> AppIds { get; } = [];

    public List<string> UserIds { get; } = [];

    public List<string> InstanceIds { get; } = [];

    public List<long> RequestIds { get; } = [];

    public List<long> MadeAt { get; } = [];

    public List<byte[]> Replies { get; } = [];

    public List<long> Rows { get; } = [];

    /// <summary>Adds the receipt of a commit, if it has one.</summary>
    public void Add(long row, CallCommit commit, long now)
    {
        if (commit.Receipt is { } receipt)
        {
            AppIds.Add(receipt.User.AppId);
            UserIds.Add(receipt.User.UserId);
            InstanceIds.Add(receipt.InstanceId);
            RequestIds.Add(RequestNumber.ToStored(receipt.RequestId));
            MadeAt.Add(now);
            Replies.Add(receipt.Reply.ToArray());
            Rows.Add(row);
        }
    }
}
