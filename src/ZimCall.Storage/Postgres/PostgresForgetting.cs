using Npgsql;
using ZimCall.Storage.Format;

namespace ZimCall.Storage.Postgres;

/// <summary>Forgets old calls and receipts in PostgreSQL. What another node is about to forget is left to it.</summary>
internal static class PostgresForgetting
{
    private const string FindEnded = """
        select id, app_id, call_id, body from calls
        where end_time is not null and end_time < $1
        order by end_time limit $2 for update skip locked
        """;

    private const string RemoveMembers = """
        delete from members m using unnest($1, $2, $3, $4) old (app_id, user_id, newest_first, call_id)
        where m.app_id = old.app_id and m.user_id = old.user_id and m.newest_first = old.newest_first and m.call_id = old.call_id
        """;

    private const string RemoveCalls = "delete from calls where id = any ($1)";

    private const string RemoveReceipts = """
        delete from receipts where ctid = any (array(select ctid from receipts where made_at < $1 order by made_at limit $2 for update skip locked))
        """;

    private const string RemoveDeadLetters = """
        delete from callbacks where sequence = any (array(
          select sequence from callbacks where is_dead and created_at < $1 order by created_at limit $2 for update skip locked))
        """;

    /// <summary>Writers that wrote a day ago are of processes that have ended, or make themselves a new row.</summary>
    private const string RemoveWriters = "delete from writers where seen < clock_timestamp() - interval '1 day'";

    public static async Task<int> RunAsync(NpgsqlDataSource source, long endedBefore, long receiptsBefore, int count)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        List<long> rows = [];
        List<long> appIds = [], newestFirst = [];
        List<string> userIds = [], callIds = [];
        await using (var find = new NpgsqlCommand(FindEnded, connection) { Parameters = { new() { Value = endedBefore }, new() { Value = (long)count } } })
        await using (var reader = await find.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                rows.Add(reader.GetInt64(0));
                var call = CallFormat.Read(reader.GetString(2), await reader.GetFieldValueAsync<byte[]>(3));
                foreach (var member in call.Members)
                {
                    appIds.Add(reader.GetInt64(1));
                    userIds.Add(member.UserId);
                    newestFirst.Add(-call.CreateTime);
                    callIds.Add(call.CallId);
                }
            }
        }

        await using var remove = new NpgsqlBatch(connection);
        remove.Add(RemoveReceipts, receiptsBefore, (long)count);
        remove.Add(RemoveMembers, appIds, userIds, newestFirst, callIds);
        remove.Add(RemoveCalls, rows);
        remove.Add(RemoveDeadLetters, endedBefore, (long)count);
        remove.Add(RemoveWriters);
        await remove.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return Math.Max(rows.Count, Math.Max((int)remove.BatchCommands[0].RecordsAffected, (int)remove.BatchCommands[3].RecordsAffected));
    }
}
