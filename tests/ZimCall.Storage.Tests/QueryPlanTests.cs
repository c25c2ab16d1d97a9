using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using ZimCall.Server.Tests.Store;
using ZimCall.Storage.Postgres;
using ZimCall.Storage.Sql;
using ZimCall.Storage.Sqlite;
using ZimCall.Storage.Tests.Support;

namespace ZimCall.Storage.Tests;

/// <summary>What an invitation and a page of history ask goes through indexes, however many calls there are.</summary>
[Collection(PostgresCollection.Name)]
[Trait("Needs", "PostgreSQL")]
public sealed class QueryPlanTests(PostgresServer server)
{
    private const int Rows = 200_000;

    [Fact]
    public async Task On_SQLite_nothing_is_scanned_and_nothing_sorted()
    {
        using var folder = new TemporaryFolder();
        await (await SqliteStore.OpenAsync(new SqliteStoreOptions(folder.Path), default)).DisposeAsync();
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "zimcall.db")};Pooling=false");
        await connection.OpenAsync();
        await connection.RunAsync(
            $"""
            create temp table n as with recursive r (i) as (select 1 union all select i + 1 from r where i < {Rows}) select i from r;
            {Fill("n")}
            """,
            default);
        foreach (var sql in Statements(SqliteStore.Dialect).Concat([SqliteWriterStatements.IsElsewhereSql, SqliteWriterStatements.FindEndedSql]))
        {
            await using var explain = Bind(connection.Command("explain query plan " + sql), "[\"user1\"]")
                .With("?1", 1L).With("?2", 1L).With("?3", 1L);
            var plan = new StringBuilder();
            await using var reader = await explain.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                plan.AppendLine(reader.GetString(3));
            }

            plan.ToString().Should().Contain("SEARCH", sql).And.NotContain("TEMP B-TREE", sql)
                .And.NotMatchRegex("SCAN (?!json_each)", "{0}", sql);
            AssertActive(sql, plan.ToString());
        }
    }

    [Fact]
    public async Task On_PostgreSQL_nothing_is_scanned_and_nothing_sorted()
    {
        var database = await server.CreateDatabaseAsync();
        await (await PostgresStore.OpenAsync(new PostgresStoreOptions(database), default)).DisposeAsync();
        await PostgresServer.ExecuteAsync(database, Fill($"generate_series(1, {Rows}) n (i)"));
        await PostgresServer.ExecuteAsync(database, "vacuum analyze");
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync();
        foreach (var sql in Statements(PostgresStore.Dialect))
        {
            await using var explain = Bind(connection.Command("explain " + sql), new[] { "user1" });
            var plan = await PlanAsync(explain);
            plan.Should().Contain("Index", sql).And.NotContain("Seq Scan", sql).And.NotContain("Sort", sql);
            AssertActive(sql, plan);
        }

        long[] apps = [.. Enumerable.Repeat((long)Make.App, 100)];
        string[] users = [.. Enumerable.Range(1, 100).Select(static i => $"user{i}")];
        foreach (var (sql, values) in new (string, object[])[]
        {
            (PostgresStatements.LockCalls, [apps, users]),
            (PostgresStatements.FindBusy, [apps, users]),
            (PostgresStatements.FindReceipts, [apps, users, users, apps]),
        })
        {
            // What belongs to one batch may be put in order; what is in the tables may not be gone through.
            await using var explain = connection.Command("explain " + sql);
            explain.Parameters.AddRange(values.Select(static value => new NpgsqlParameter { Value = value }).ToArray());
            (await PlanAsync(explain)).Should().Contain("Index", sql).And.NotContain("Seq Scan", sql);
        }
    }

    /// <summary>A user's active calls are not looked for among all the calls it ever had.</summary>
    private static void AssertActive(string sql, string plan)
    {
        if (sql.Contains("activity", StringComparison.Ordinal))
        {
            plan.Should().Contain("members_active");
        }
    }

    /// <summary>Calls of 1,000 users with each other; of ten, one goes on.</summary>
    private static string Fill(string from) =>
        $"""
        insert into calls (id, app_id, call_id, revision, state, next_deadline, create_time, end_time, body)
          select i, 1, 'call' || i, 1, 1, case when i % 10 = 0 then i end, i, case when i % 10 <> 0 then i end, '' from {from};
        insert into members (app_id, user_id, newest_first, call_id, call_row, activity)
          select 1, 'user' || (i % 1000), -i, 'call' || i, i, case when i % 10 = 0 then 2 else 0 end from {from};
        insert into users (app_id, user_id) select 1, 'user' || i from {from};
        insert into receipts (app_id, user_id, instance_id, request_id, made_at, reply)
          select 1, 'user' || (i % 1000), 'i', i, i, '' from {from};
        insert into callbacks (id, app_id, lane, event, fields, created_at, due, is_dead)
          select 'id' || i, 1, 'call' || (i / 4), 'e', '', i, i, i % 10 = 0 from {from};
        """;

    private static string[] Statements(SqlDialect dialect) =>
    [
        SqlStatements.FindCall, new SqlStatements(dialect).FindActive, SqlStatements.FindFirstPage, SqlStatements.FindNextPage,
        SqlStatements.FindChanges, new OutboxStatements(dialect).FindFirst, OutboxStatements.FindDead, OutboxStatements.PutOffLane,
        SqlStatements.FindCallIdsOfTime, SqlStatements.FindReceipts, SqlStatements.FindDue, new SqlStatements(dialect).FindUsers,
    ];

    private static DbCommand Bind(DbCommand command, object users) => command
        .With("app", (long)Make.App).With("user", "user1").With("call", "call1").With("newestFirst", -1001L).With("count", 20L)
        .With("now", 150_000L).With("after", 100L).With("lane", "call7").With("due", 5L)
        .With("instance", "i").With("from", 0L).With("before", 100L).With("users", users);

    private static async Task<string> PlanAsync(DbCommand explain)
    {
        var plan = new StringBuilder();
        await using var reader = await explain.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            plan.AppendLine(reader.GetString(0));
        }

        return plan.ToString();
    }
}
