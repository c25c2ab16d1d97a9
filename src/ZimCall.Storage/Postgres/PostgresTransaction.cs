using Npgsql;
using ZimCall.Core;
using ZimCall.Server;
using ZimCall.Storage.Format;
using ZimCall.Storage.Sql;
using ZimCall.Storage.Writing;

namespace ZimCall.Storage.Postgres;

/// <summary>
/// One batch, written in one transaction. Everything is locked in one order, the same on all nodes: first callers, then calls
/// by their rows, then, when all is read, new rows by their keys; so transactions wait for each other but never in a circle.
/// </summary>
internal sealed class PostgresTransaction(WriteBatch batch, Guid writer, long number, TimeProvider time)
{
    private readonly long[] _newRows = new long[batch.Commits.Count];

    /// <summary>What came, or will have come, of each commit.</summary>
    public CommitResult[] Results { get; } = new CommitResult[batch.Commits.Count];

    /// <summary>Whether the commit was on its way: from then on only the database knows.</summary>
    public bool WasSent { get; private set; }

    public async Task RunAsync(NpgsqlDataSource source)
    {
        // Closing an open transaction's connection takes it back.
        await using var connection = await source.OpenConnectionAsync();
        var held = await LockAndReadAsync(connection);
        Decide(held);
        HashSet<long> added = [];
        await using var write = Write(connection, held, added);
        WasSent = true;
        await write.SendAsync();
        TakeBackUnless(added);
    }

    /// <summary>Whether the commit happened, when its answer was lost. Waits for a transaction that is still under way.</summary>
    public async Task<bool> LookUpAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var latest = connection.Command("select batch from writers where id = @id for update"))
        {
            if (await latest.With("id", writer).ExecuteScalarAsync() is not long batchNumber || batchNumber != number)
            {
                return false;
            }
        }

        await using var command = connection.Command("select id from calls where id = any (@rows)").With("rows", _newRows);
        await using var reader = await command.ExecuteReaderAsync();
        HashSet<long> added = [];
        while (await reader.ReadAsync())
        {
            added.Add(reader.GetInt64(0));
        }

        TakeBackUnless(added);
        return true;
    }

    private static long LockOf(CallCommit commit)
    {
        // FNV-1a, the same on every node. Two callers who share a lock wait for each other, and that is all.
        var hash = 14695981039346656037ul ^ commit.Key.AppId;
        foreach (var character in commit.Call.Caller)
        {
            hash = (hash ^ character) * 1099511628211ul;
        }

        return unchecked((long)hash);
    }

    private async Task<HeldRows> LockAndReadAsync(NpgsqlConnection connection)
    {
        var commits = batch.Commits;
        var created = commits.Where(static commit => commit.ExpectedRevision == 0).ToArray();
        var receipts = commits.Select(static commit => commit.Receipt).OfType<RequestReceipt>().ToArray();
        var held = new HeldRows();
        await using var read = new Questions(connection);
        read.Say("begin");
        read.Say(PostgresStatements.NoteBatch, writer, number);
        if (created.Length > 0)
        {
            read.Ask(static _ => { }, PostgresStatements.LockCallers, created.Select(LockOf).Distinct().Order().ToArray());
        }

        if (commits.Count > 0)
        {
            read.Ask(
                held.AddCall,
                PostgresStatements.LockCalls,
                commits.Select(static commit => (long)commit.Key.AppId).ToArray(),
                commits.Select(static commit => commit.Key.CallId).ToArray());
        }

        if (receipts.Length > 0)
        {
            read.Ask(
                held.AddReceipt,
                PostgresStatements.FindReceipts,
                receipts.Select(static receipt => (long)receipt.User.AppId).ToArray(),
                receipts.Select(static receipt => receipt.User.UserId).ToArray(),
                receipts.Select(static receipt => receipt.InstanceId).ToArray(),
                receipts.Select(static receipt => RequestNumber.ToStored(receipt.RequestId)).ToArray());
        }

        if (created.Length > 0)
        {
            read.Ask(
                held.AddBusy,
                PostgresStatements.FindBusy,
                created.Select(static commit => (long)commit.Key.AppId).ToArray(),
                created.Select(static commit => commit.Call.Caller).ToArray());
            read.Ask(held.AddNewRow, PostgresStatements.NewRows, created.Length);
        }

        await read.SendAsync();
        return held;
    }

    private void Decide(HeldRows held)
    {
        for (var i = 0; i < Results.Length; i++)
        {
            var commit = batch.Commits[i];
            Results[i] = Verdict.On(
                commit,
                commit.Receipt is { } receipt && held.Has(receipt),
                held.Find(commit.Key),
                () => held.IsElsewhere(commit));
            if (Results[i] == CommitResult.Committed && commit.ExpectedRevision == 0)
            {
                _newRows[i] = held.TakeNewRow();
            }
        }
    }

    /// <summary>Another node may have made a call of that name since it was looked for; then nothing of this one was stored.</summary>
    private void TakeBackUnless(HashSet<long> added)
    {
        for (var i = 0; i < Results.Length; i++)
        {
            if (_newRows[i] != 0 && !added.Contains(_newRows[i]))
            {
                Results[i] = CommitResult.Conflict;
            }
        }
    }

    private Questions Write(NpgsqlConnection connection, HeldRows held, HashSet<long> addedRows)
    {
        var added = new CallColumns();
        var changed = new CallColumns();
        var members = new MemberColumns();
        var receipts = new ReceiptColumns();
        var callbacks = new CallbackColumns();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var i in InOrder())
        {
            var commit = batch.Commits[i];
            var stored = held.Find(commit.Key);
            var row = stored?.Id ?? _newRows[i];
            (stored is null ? added : changed).Add(row, commit, stored?.FullHistory);
            callbacks.Add(row, commit);
            var before = stored is null ? null : CallFormat.Read(commit.Key.CallId, stored.Body);
            members.Add(row, commit, before);
            receipts.Add(row, commit, now);
        }

        var write = new Questions(connection);
        if (added.Rows.Count > 0)
        {
            write.Ask(
                row => addedRows.Add(row.GetInt64(0)),
                PostgresStatements.AddCalls,
                added.Rows, added.AppIds, added.CallIds, added.Revisions, added.States, added.Deadlines, added.CreateTimes, added.EndTimes, added.Bodies, added.Histories);
        }

        if (changed.Rows.Count > 0)
        {
            write.Say(
                PostgresStatements.ChangeCalls,
                changed.Rows, changed.Revisions, changed.States, changed.Deadlines, changed.EndTimes, changed.Bodies, changed.Histories, changed.AreWhole);
        }

        if (members.Rows.Count > 0)
        {
            write.Say(
                PostgresStatements.SetMembers,
                members.AppIds, members.UserIds, members.NewestFirst, members.CallIds, members.Rows, members.Activities);
        }

        if (receipts.Rows.Count > 0)
        {
            write.Say(
                PostgresStatements.AddReceipts,
                receipts.AppIds, receipts.UserIds, receipts.InstanceIds, receipts.RequestIds, receipts.MadeAt, receipts.Replies, receipts.Rows);
        }

        if (callbacks.Rows.Count > 0)
        {
            write.Say(
                PostgresStatements.AddCallbacks,
                callbacks.Ids, callbacks.AppIds, callbacks.Lanes, callbacks.Events, callbacks.Fields, callbacks.CreatedAt, callbacks.Rows);
        }

        if (batch.Users.Count > 0)
        {
            write.Say(
                PostgresStatements.AddUsers,
                batch.Users.Select(static user => (long)user.AppId).ToArray(),
                batch.Users.Select(static user => user.UserId).ToArray());
        }

        write.Say("commit");
        return write;
    }

    /// <summary>The commits that are stored, by their calls.</summary>
    private IEnumerable<int> InOrder() => Enumerable.Range(0, Results.Length)
        .Where(i => Results[i] == CommitResult.Committed)
        .OrderBy(i => batch.Commits[i].Key.AppId)
        .ThenBy(i => batch.Commits[i].Key.CallId, StringComparer.Ordinal);
}
