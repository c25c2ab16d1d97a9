using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZimCall.Core;
using ZimCall.Server;
using ZimCall.Storage.Format;
using ZimCall.Storage.Sql;
using ZimCall.Storage.Writing;

namespace ZimCall.Storage.Sqlite;

/// <summary>
/// The one writer of an SQLite database. It works in the process, so a statement for each row costs little; what costs is the
/// flush at the end of the transaction. A failed transaction is taken back as a whole before anybody reads again.
/// </summary>
internal sealed class SqliteWriter : IBatchWriter
{
    private readonly SqliteConnection _connection;
    private readonly string _file;
    private readonly SqliteErrors _errors;
    private readonly TimeProvider _time;
    private readonly SqliteWriterStatements _statements;

    public SqliteWriter(SqliteConnection connection, string file, SqliteErrors errors, TimeProvider time)
    {
        _connection = connection;
        _file = file;
        _errors = errors;
        _time = time;
        _statements = new SqliteWriterStatements(connection);
    }

    public Task<CommitResult[]> WriteAsync(WriteBatch batch) => Task.FromResult(InTransaction(() =>
    {
        var results = new CommitResult[batch.Commits.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Write(batch.Commits[i]);
        }

        foreach (var user in batch.Users)
        {
            _statements.AddUser.Run((long)user.AppId, user.UserId);
        }

        return results;
    }));

    public Task<int> ForgetAsync(long endedBefore, long receiptsBefore, int count) => Task.FromResult(InTransaction(() =>
    {
        var old = _statements.FindEnded.Read(
            static row => (Id: row.GetInt64(0), AppId: row.GetInt64(1), Call: CallFormat.Read(row.GetString(2), row.GetFieldValue<byte[]>(3))),
            endedBefore,
            (long)count);
        foreach (var (id, appId, call) in old)
        {
            foreach (var member in call.Members)
            {
                _statements.RemoveMember.Run(appId, member.UserId, -call.CreateTime, call.CallId);
            }

            _statements.RemoveCall.Run(id);
        }

        var letters = _statements.RemoveDeadLetters.Run(endedBefore, (long)count);
        return Math.Max(Math.Max(old.Count, letters), _statements.RemoveReceipts.Run(receiptsBefore, (long)count));
    }));

    public Task<T> RunAsync<T>(Func<DbConnection, Task<T>> work) =>
        //// The driver works in the calling thread: what it answers is there at once.
        Task.FromResult(InTransaction(() => work(_connection).GetAwaiter().GetResult()));

    public async ValueTask DisposeAsync()
    {
        _statements.Dispose();
        await _connection.DisposeAsync();
    }

    private T InTransaction<T>(Func<T> write)
    {
        if (!File.Exists(_file))
        {
            // The system would go on writing to the file that has no name any more, and all of it would be lost.
            throw new CallStoreException($"{_file} has disappeared: bring it back, or restore a backup, and start the server again");
        }

        try
        {
            _statements.Begin.Run();
            var result = write();
            _statements.Commit.Run();
            return result;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is not (raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH))
        {
            throw new CallStoreException(_errors.Explain(exception), exception);
        }
        finally
        {
            // Some errors have ended the transaction already.
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                _statements.Rollback.Run();
            }
        }
    }

    private CommitResult Write(CallCommit commit)
    {
        long appId = commit.Key.AppId;
        var call = commit.Call;
        var stored = _statements.FindCall.Read(
            static row => new StoredRow(
                row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3)),
            appId,
            commit.Key.CallId).FirstOrDefault();
        var result = Verdict.On(
            commit,
            commit.Receipt is { } known && IsKnown(known),
            stored,
            () => _statements.IsElsewhere.HasRow(appId, call.Caller, call.CallId));
        if (result != CommitResult.Committed)
        {
            return result;
        }

        long row;
        if (stored is null)
        {
            _statements.AddCall.Run(
                appId,
                call.CallId,
                call.Revision,
                (int)call.State,
                Deadline(call),
                call.CreateTime,
                EndTime(call),
                CallFormat.Write(call),
                HistoryFormat.Write(commit.Changes));
            row = _statements.LastRow.Scalar();
        }
        else
        {
            row = stored.Id;
            var (change, history) = stored.FullHistory is { } full
                ? (_statements.ChangeCall, HistoryFormat.Append(call.CallId, full, commit.Changes))
                : (_statements.ChangeCallAndAppend, HistoryFormat.Write(commit.Changes));
            change.Run(row, call.Revision, (int)call.State, Deadline(call), EndTime(call), CallFormat.Write(call), history);
        }

        var before = stored is null ? null : CallFormat.Read(call.CallId, stored.Body);
        foreach (var member in MemberRow.Changed(before, call))
        {
            _statements.SetMember.Run(appId, member.UserId, -call.CreateTime, call.CallId, row, member.Activity);
        }

        foreach (var callback in commit.Callbacks)
        {
            _statements.AddCallback.Run(
                callback.Id, (long)callback.AppId, callback.Lane, callback.Event, callback.Fields.ToArray(), callback.CreatedAt);
        }

        if (commit.Receipt is { } receipt)
        {
            _statements.AddReceipt.Run(
                (long)receipt.User.AppId,
                receipt.User.UserId,
                receipt.InstanceId,
                RequestNumber.ToStored(receipt.RequestId),
                _time.GetUtcNow().ToUnixTimeMilliseconds(),
                receipt.Reply.ToArray());
        }

        return CommitResult.Committed;
    }

    private bool IsKnown(RequestReceipt receipt) => _statements.HasReceipt.HasRow(
        (long)receipt.User.AppId, receipt.User.UserId, receipt.InstanceId, RequestNumber.ToStored(receipt.RequestId));

    private static long? Deadline(Call call) => call.NextDeadline == long.MaxValue ? null : call.NextDeadline;

    private static long? EndTime(Call call) => call.State == CallState.Ended ? call.EndTime : null;
}
