using ZimCall.Server;

namespace ZimCall.Storage.Postgres;

/// <summary>Rows of callbacks, column by column.</summary>
internal sealed class CallbackColumns
{
    public List<string> Ids { get; } = [];

    public List<long> AppIds { get; } = [];

    public List<string> Lanes { get; } = [];

    public List<string> Events { get; } = [];

    public List<byte[]> Fields { get; } = [];

    public List<long> CreatedAt { get; } = [];

    public List<long> Rows { get; } = [];

    /// <summary>Adds the callbacks of a commit.</summary>
    public void Add(long row, CallCommit commit)
    {
        foreach (var callback in commit.Callbacks)
        {
            Ids.Add(callback.Id);
            AppIds.Add(callback.AppId);
            Lanes.Add(callback.Lane);
            Events.Add(callback.Event);
            Fields.Add(callback.Fields.ToArray());
            CreatedAt.Add(callback.CreatedAt);
            Rows.Add(row);
        }
    }
}
