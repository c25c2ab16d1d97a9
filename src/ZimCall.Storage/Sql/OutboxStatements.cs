using System.Globalization;

namespace ZimCall.Storage.Sql;

/// <summary>What the outbox says to the database.</summary>
internal sealed class OutboxStatements(SqlDialect dialect)
{
    private const string Columns = "c.sequence, c.id, c.app_id, c.lane, c.event, c.fields, c.created_at, c.attempts";

    public const string Add = """
        insert into callbacks (id, app_id, lane, event, fields, created_at, due)
        values (@id, @app, @lane, @event, @fields, @createdAt, @createdAt)
        """;

    public const string Remove = "delete from callbacks where sequence = @sequence and owner = @owner";

    public const string PutOff =
        "update callbacks set owner = '', attempts = attempts + 1, due = @due where sequence = @sequence and owner = @owner";

    /// <summary>Those behind one that has to wait wait too: nobody looks at them in vain.</summary>
    public const string PutOffLane =
        "update callbacks set due = @due where app_id = @app and lane = @lane and not is_dead and due < @due";

    public const string Bury =
        "update callbacks set owner = '', attempts = attempts + 1, is_dead = true where sequence = @sequence and owner = @owner";

    public const string FindDead =
        $"select {Columns} from callbacks c where c.app_id = @app and c.is_dead and c.sequence > @after order by c.sequence limit @count";

    public const string ReviveAll =
        "update callbacks set is_dead = false, attempts = 0, due = @now where app_id = @app and is_dead";

    public const string Count = """
        select (select count(*) from callbacks where app_id = @app and not is_dead),
               (select count(*) from callbacks where app_id = @app and is_dead)
        """;

    /// <summary>The first of each lane, if it is due.</summary>
    public string FindFirst { get; } = $"""
        select {Columns} from callbacks c
        where c.app_id = @app and not c.is_dead and c.due <= @now
          and not exists (select 1 from callbacks e
            where e.app_id = c.app_id and e.lane = c.lane and not e.is_dead and e.sequence < c.sequence)
        order by c.due limit @count {dialect.SkipLocked}
        """;

    public string Take { get; } = "update callbacks set owner = @owner, due = @leaseEnd where " + In(dialect, "sequence", "@sequences");

    public string Revive { get; } = $"{ReviveAll} and {In(dialect, "id", "@ids")}";

    private static string In(SqlDialect dialect, string column, string parameter) =>
        string.Format(CultureInfo.InvariantCulture, dialect.IsInTexts, column, parameter);
}
