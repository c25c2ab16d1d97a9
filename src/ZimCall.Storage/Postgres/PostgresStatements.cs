using ZimCall.Storage.Format;

namespace ZimCall.Storage.Postgres;

/// <summary>What a writer says to the database. Rows come as arrays, one for each column.</summary>
internal static class PostgresStatements
{
    /// <summary>First in each transaction: who looks a transaction up waits for this row.</summary>
    public const string NoteBatch = """
        insert into writers (id, batch, seen) values ($1, $2, clock_timestamp())
        on conflict (id) do update set batch = excluded.batch, seen = excluded.seen
        """;

    /// <summary>Until the transaction ends, nobody else creates a call of these callers.</summary>
    public const string LockCallers = "select pg_advisory_xact_lock(key) from unnest($1) key";

    public static readonly string LockCalls = $"""
        select c.id, c.app_id, c.call_id, c.revision, c.body, case when octet_length(c.history) > {HistoryFormat.RoomBytes} then c.history end
        from calls c join unnest($1, $2) wanted (app_id, call_id) on c.app_id = wanted.app_id and c.call_id = wanted.call_id
        order by c.id for update of c
        """;

    /// <summary>A statement of its own after the locks: it sees what those did who held them before.</summary>
    public const string FindReceipts = """
        select r.app_id, r.user_id, r.instance_id, r.request_id
        from receipts r join unnest($1, $2, $3, $4) wanted (app_id, user_id, instance_id, request_id)
          on r.app_id = wanted.app_id and r.user_id = wanted.user_id
          and r.instance_id = wanted.instance_id and r.request_id = wanted.request_id
        """;

    public const string FindBusy = """
        select m.app_id, m.user_id, m.call_id
        from members m join unnest($1, $2) wanted (app_id, user_id) on m.app_id = wanted.app_id and m.user_id = wanted.user_id
        where m.activity > 0 and m.activity = 2
        """;

    public const string NewRows = "select nextval('call_rows') from generate_series(1, $1)";

    public const string AddCalls = """
        insert into calls (id, app_id, call_id, revision, state, next_deadline, create_time, end_time, body, history)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (app_id, call_id) do nothing returning id
        """;

    public const string ChangeCalls = """
        update calls c set revision = n.revision, state = n.state, next_deadline = n.next_deadline, end_time = n.end_time, body = n.body,
          history = case when n.is_whole then n.history else c.history || n.history end
        from unnest($1, $2, $3, $4, $5, $6, $7, $8) n (id, revision, state, next_deadline, end_time, body, history, is_whole)
        where c.id = n.id
        """;

    /// <summary>Of calls that are there: one whose name was taken in the last moment has no row.</summary>
    public const string SetMembers = """
        insert into members (app_id, user_id, newest_first, call_id, call_row, activity)
        select n.* from unnest($1, $2, $3, $4, $5, $6) n (app_id, user_id, newest_first, call_id, call_row, activity)
        where exists (select 1 from calls c where c.id = n.call_row)
        order by n.app_id, n.user_id, n.newest_first, n.call_id
        on conflict (app_id, user_id, newest_first, call_id) do update set activity = excluded.activity
        """;

    public const string AddReceipts = """
        insert into receipts (app_id, user_id, instance_id, request_id, made_at, reply)
        select n.app_id, n.user_id, n.instance_id, n.request_id, n.made_at, n.reply
        from unnest($1, $2, $3, $4, $5, $6, $7) n (app_id, user_id, instance_id, request_id, made_at, reply, call_row)
        where exists (select 1 from calls c where c.id = n.call_row)
        """;

    /// <summary>In this order: their sequence grows within a call.</summary>
    public const string AddCallbacks = """
        insert into callbacks (id, app_id, lane, event, fields, created_at, due)
        select n.id, n.app_id, n.lane, n.event, n.fields, n.created_at, n.created_at
        from unnest($1, $2, $3, $4, $5, $6, $7) with ordinality n (id, app_id, lane, event, fields, created_at, call_row, place)
        where exists (select 1 from calls c where c.id = n.call_row)
        order by n.place
        """;

    public const string AddUsers = """
        insert into users (app_id, user_id) select * from unnest($1, $2) on conflict do nothing
        """;

    public static void Add(this Npgsql.NpgsqlBatch batch, string sql, params ReadOnlySpan<object> values)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = sql;
        foreach (var value in values)
        {
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = value });
        }

        batch.BatchCommands.Add(command);
    }
}
