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

    /// <summary>Reads the answers in the order of the questions.</summary>
    public static async Task<HeldRows> ReadAsync(NpgsqlDataReader reader)
    {
        var held = new HeldRows();

        // The locks of the callers say nothing, but are rows.
        await SkipAsync(reader);
        await EachAsync(reader, () => held._calls.Add(
            new CallKey((uint)reader.GetInt64(1), reader.GetString(2)),
            new StoredRow(reader.GetInt64(0), reader.GetInt64(3), reader.GetFieldValue<byte[]>(4))));
        await EachAsync(reader, () => held._receipts.Add(
            (new UserKey((uint)reader.GetInt64(0), reader.GetString(1)), reader.GetString(2), reader.GetInt64(3))));
        await EachAsync(reader, () => held._busy.Add((new UserKey((uint)reader.GetInt64(0), reader.GetString(1)), reader.GetString(2))));
        await EachAsync(reader, () => held._newRows.Enqueue(reader.GetInt64(0)));
        return held;
    }

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

    private static async Task SkipAsync(NpgsqlDataReader reader) => await EachAsync(reader, static () => { });

    private static async Task EachAsync(NpgsqlDataReader reader, Action read)
    {
        while (await reader.ReadAsync())
        {
            read();
        }

        await reader.NextResultAsync();
    }
}
