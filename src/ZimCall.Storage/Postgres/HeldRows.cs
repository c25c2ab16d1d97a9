using Npgsql;
using ZimCall.Server;
using ZimCall.Storage.Sql;
using ZimCall.Storage.Writing;

namespace ZimCall.Storage.Postgres;

/// <summary>What a transaction has locked and read before it decides.</summary>
internal sealed class HeldRows
{
    private readonly Dictionary<CallKey, StoredRow> _calls = [];
    private readonly HashSet<(UserKey User, string InstanceId, long RequestId)> _receipts = [];
    private readonly HashSet<(UserKey User, string CallId)> _busy = [];
    private readonly Queue<long> _newRows = new();

    public void AddCall(NpgsqlDataReader row) => _calls.Add(
        new CallKey((uint)row.GetInt64(1), row.GetString(2)),
        new StoredRow(row.GetInt64(0), row.GetInt64(3), row.GetFieldValue<byte[]>(4), row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5)));

    public void AddReceipt(NpgsqlDataReader row) =>
        _receipts.Add((new UserKey((uint)row.GetInt64(0), row.GetString(1)), row.GetString(2), row.GetInt64(3)));

    public void AddBusy(NpgsqlDataReader row) => _busy.Add((new UserKey((uint)row.GetInt64(0), row.GetString(1)), row.GetString(2)));

    public void AddNewRow(NpgsqlDataReader row) => _newRows.Enqueue(row.GetInt64(0));

    public StoredRow? Find(CallKey key) => _calls.GetValueOrDefault(key);

    public bool Has(RequestReceipt receipt) =>
        _receipts.Contains((receipt.User, receipt.InstanceId, RequestNumber.ToStored(receipt.RequestId)));

    /// <summary>Whether the caller of a new call is in another one.</summary>
    public bool IsElsewhere(CallCommit commit)
    {
        var caller = new UserKey(commit.Key.AppId, commit.Call.Caller);
        return _busy.Any(entry => entry.User == caller && entry.CallId != commit.Key.CallId);
    }

    public long TakeNewRow() => _newRows.Dequeue();
}
