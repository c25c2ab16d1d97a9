namespace ZimCall.Storage.Postgres;

/// <summary>What the directory of nodes says to the database.</summary>
internal static class DirectoryStatements
{
    /// <summary>Logins and logouts of one user, one after the other.</summary>
    public const string LockUser = "select pg_advisory_xact_lock(hashtextextended($1 || chr(1) || $2, 7350))";

    private const string Columns = "app_id, user_id, device_id, session_id, instance_id, node_id, is_gone";

    public const string Find = $"select {Columns} from devices where app_id = $1 and user_id = any ($2) and not is_gone order by login_order";

    public const string FindAll = $"select {Columns} from devices where app_id = $1 and user_id = $2 order by login_order";

    public const string Move = "update devices set node_id = $4 where app_id = $1 and user_id = $2 and device_id = $3";

    public const string Delete = "delete from devices where app_id = $1 and user_id = $2 and device_id = any ($3)";

    public const string Insert =
        "insert into devices (app_id, user_id, device_id, session_id, instance_id, node_id) values ($1, $2, $3, $4, $5, $6)";

    public const string MarkGone = "update devices set is_gone = true where app_id = $1 and user_id = $2 and device_id = $3";

    public const string Forget = "delete from devices where app_id = $1 and user_id = $2 and device_id = $3 and session_id = $4 and is_gone";

    public const string Renew = """
        insert into nodes (id, address, renewed_at, has_left) values ($1, $2, clock_timestamp(), false)
        on conflict (id) do update set renewed_at = excluded.renewed_at, has_left = false
        """;

    public const string Live = "select id, address from nodes where not has_left and renewed_at + $1 > clock_timestamp()";

    public const string Leave = "update nodes set renewed_at = clock_timestamp(), has_left = true where id = $1";

    /// <summary>
    /// Devices of nodes that are dead, or that nobody knows any more. Whether one is, is asked by a subquery that yields a value:
    /// a row that another node has just adopted is then looked at again as it is. Of a join PostgreSQL would take the node that
    /// it had found before.
    /// </summary>
    public const string Adopt = """
        with lost as (
          select d.app_id, d.user_id, d.device_id,
            coalesce((select n.renewed_at from nodes n where n.id = d.node_id), clock_timestamp()) as since
          from devices d
          where d.node_id <> $1
            and coalesce((select n.has_left or n.renewed_at + $2 <= clock_timestamp() from nodes n where n.id = d.node_id), true)
          limit $3
          for update of d skip locked)
        update devices d set node_id = $1 from lost
        where d.app_id = lost.app_id and d.user_id = lost.user_id and d.device_id = lost.device_id
        returning d.app_id, d.user_id, d.device_id, d.session_id, d.instance_id, d.node_id, d.is_gone,
          (extract(epoch from lost.since) * 1000)::bigint
        """;

    public const string ForgetNodes = """
        delete from nodes n where (n.has_left or n.renewed_at + $1 <= clock_timestamp())
        and not exists (select 1 from devices d where d.node_id = n.id)
        """;
}
