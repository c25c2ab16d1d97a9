using System.Globalization;

namespace ZimCall.Storage.Sql;

/// <summary>The statements that read.</summary>
internal sealed class SqlStatements(SqlDialect dialect)
{
    public const string FindCall = "select body from calls where app_id = @app and call_id = @call";

    public const string FindChanges = "select history from calls where app_id = @app and call_id = @call";

    public const string FindActiveUsers = """
        select distinct app_id, user_id from members
        where activity > 0 and (app_id, user_id) > (@app, @user)
        order by app_id, user_id limit @count
        """;

    /// <summary>A page is read in the order of the members' primary key; nothing is sorted, and nothing before it is read.</summary>
    public const string FindFirstPage = """
        select c.call_id, c.body from members m join calls c on c.id = m.call_row
        where m.app_id = @app and m.user_id = @user
        order by m.newest_first, m.call_id limit @count
        """;

    public const string FindNextPage = """
        select c.call_id, c.body from members m join calls c on c.id = m.call_row
        where m.app_id = @app and m.user_id = @user and (m.newest_first, m.call_id) > (@newestFirst, @call)
        order by m.newest_first, m.call_id limit @count
        """;

    /// <summary>The calls of one millisecond, of which a flag names one.</summary>
    public const string FindCallIdsOfTime =
        "select call_id from members where app_id = @app and user_id = @user and newest_first = @newestFirst";

    public const string FindReceipts = """
        select request_id, reply from receipts
        where app_id = @app and user_id = @user and instance_id = @instance and request_id >= @from
        order by request_id
        """;

    public const string FindDue = """
        select app_id, call_id, next_deadline from calls
        where next_deadline is not null and next_deadline < @before
        order by next_deadline limit @count
        """;

    public string FindActive { get; } = $"""
        select c.call_id, c.body from {dialect.ActiveMembers} join calls c on c.id = m.call_row
        where m.app_id = @app and m.user_id = @user and m.activity > 0
        """;

    public string CountActive { get; } = $"""
        select count(*) from (
          select 1 from {dialect.ActiveMembers} where m.app_id = @app and m.user_id = @user and m.activity > 0 limit @most
        ) as counted
        """;

    /// <summary>Every call that goes on has somebody who is active in it; so it costs by what is asked for and not by what there is.</summary>
    public string FindLive { get; } = $"""
        select app_id, call_id, body from calls
        where end_time is null and id in (select m.call_row from {dialect.ActiveMembers} where m.activity > 0 limit @members)
        order by create_time desc limit @count
        """;

    public string FindUsers { get; } =
        "select user_id from users where app_id = @app and "
        + string.Format(CultureInfo.InvariantCulture, dialect.IsInTexts, "user_id", "@users");
}
