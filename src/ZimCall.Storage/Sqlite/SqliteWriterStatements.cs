using Microsoft.Data.Sqlite;
using ZimCall.Storage.Format;

namespace ZimCall.Storage.Sqlite;

/// <summary>What the writer says to the database.</summary>
internal sealed class SqliteWriterStatements(SqliteConnection connection) : IDisposable
{
    /// <summary>?1 the app, ?2 the user, ?3 the call that does not count.</summary>
    public const string IsElsewhereSql = """
        select 1 from members indexed by members_active
        where app_id = ?1 and user_id = ?2 and activity > 0 and activity = 2 and call_id <> ?3 limit 1
        """;

    /// <summary>?1 the time before which calls have ended, ?2 how many.</summary>
    public const string FindEndedSql =
        "select id, app_id, call_id, body from calls where end_time is not null and end_time < ?1 order by end_time limit ?2";

    public SqliteStatement Begin { get; } = new(connection, "begin immediate", 0);

    public SqliteStatement Commit { get; } = new(connection, "commit", 0);

    public SqliteStatement Rollback { get; } = new(connection, "rollback", 0);

    public SqliteStatement FindCall { get; } = new(
        connection,
        $"""
        select id, revision, body, case when length(history) > {HistoryFormat.RoomBytes} then history end
        from calls where app_id = ?1 and call_id = ?2
        """,
        2);

    public SqliteStatement IsElsewhere { get; } = new(connection, IsElsewhereSql, 3);

    public SqliteStatement AddCall { get; } = new(
        connection,
        """
        insert into calls (app_id, call_id, revision, state, next_deadline, create_time, end_time, body, history)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """,
        9);

    public SqliteStatement LastRow { get; } = new(connection, "select last_insert_rowid()", 0);

    public SqliteStatement ChangeCall { get; } = new(
        connection,
        "update calls set revision = ?2, state = ?3, next_deadline = ?4, end_time = ?5, body = ?6, history = ?7 where id = ?1",
        7);

    /// <summary>What two blobs are together is a text to SQLite, and has to be made a blob again.</summary>
    public SqliteStatement ChangeCallAndAppend { get; } = new(
        connection,
        """
        update calls set revision = ?2, state = ?3, next_deadline = ?4, end_time = ?5, body = ?6, history = cast(history || ?7 as blob)
        where id = ?1
        """,
        7);

    public SqliteStatement AddCallback { get; } = new(
        connection,
        "insert into callbacks (id, app_id, lane, event, fields, created_at, due) values (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
        6);

    public SqliteStatement RemoveDeadLetters { get; } = new(
        connection,
        "delete from callbacks where sequence in (select sequence from callbacks where is_dead and created_at < ?1 limit ?2)",
        2);

    public SqliteStatement SetMember { get; } = new(
        connection,
        """
        insert into members (app_id, user_id, newest_first, call_id, call_row, activity) values (?1, ?2, ?3, ?4, ?5, ?6)
        on conflict do update set activity = excluded.activity
        """,
        6);

    public SqliteStatement HasReceipt { get; } = new(
        connection,
        "select 1 from receipts where app_id = ?1 and user_id = ?2 and instance_id = ?3 and request_id = ?4",
        4);

    public SqliteStatement AddReceipt { get; } = new(
        connection,
        "insert into receipts (app_id, user_id, instance_id, request_id, made_at, reply) values (?1, ?2, ?3, ?4, ?5, ?6)",
        6);

    public SqliteStatement AddUser { get; } = new(connection, "insert into users (app_id, user_id) values (?1, ?2) on conflict do nothing", 2);

    public SqliteStatement FindEnded { get; } = new(connection, FindEndedSql, 2);

    public SqliteStatement RemoveMember { get; } = new(
        connection,
        "delete from members where app_id = ?1 and user_id = ?2 and newest_first = ?3 and call_id = ?4",
        4);

    public SqliteStatement RemoveCall { get; } = new(connection, "delete from calls where id = ?1", 1);

    public SqliteStatement RemoveReceipts { get; } = new(
        connection,
        """
        delete from receipts where (app_id, user_id, instance_id, request_id) in
          (select app_id, user_id, instance_id, request_id from receipts where made_at < ?1 limit ?2)
        """,
        2);

    public void Dispose()
    {
        foreach (var statement in new[]
        {
            Begin, Commit, Rollback, FindCall, IsElsewhere, AddCall, LastRow, ChangeCall, ChangeCallAndAppend, AddCallback, RemoveDeadLetters, SetMember, HasReceipt, AddReceipt, AddUser,
            FindEnded, RemoveMember, RemoveCall, RemoveReceipts,
        })
        {
            statement.Dispose();
        }
    }
}
