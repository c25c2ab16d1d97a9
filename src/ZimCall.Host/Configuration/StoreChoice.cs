namespace ZimCall.Host;

/// <summary>Where calls are kept.</summary>
internal abstract record StoreChoice
{
    private const string PostgresPrefix = "postgres:";

    /// <summary>Reads the two settings that say so.</summary>
    /// <param name="data">A folder, if one was given.</param>
    /// <param name="store">Another place, if one was given.</param>
    /// <param name="dataWhere">Where the folder stood.</param>
    /// <param name="storeWhere">Where the other place stood.</param>
    /// <param name="problem">What is wrong with them.</param>
    /// <returns>The choice; null when there is a problem.</returns>
    public static StoreChoice? Read(string? data, string? store, string dataWhere, string storeWhere, out string? problem)
    {
        problem = null;
        switch (data, store)
        {
            case (null, null or "memory"):
                return new Memory();
            case ({ Length: > 0 } folder, null):
                return new Sqlite(folder);
            case (null, { } text) when text.StartsWith(PostgresPrefix, StringComparison.Ordinal) && text.Length > PostgresPrefix.Length:
                return new Postgres(text[PostgresPrefix.Length..]);
            case ("", null):
                problem = $"{dataWhere} names no folder";
                return null;
            case (null, _):
                // It may have a password in it, so it is not repeated.
                problem = $"{storeWhere} is neither memory nor postgres:CONNECTIONSTRING, for example \"postgres:Host=db;Database=zimcall;Username=zimcall\"";
                return null;
            default:
                problem = $"{dataWhere} and {storeWhere} are both given: calls are kept in one place";
                return null;
        }
    }

    /// <summary>In the memory of the process.</summary>
    internal sealed record Memory : StoreChoice;

    /// <summary>In an SQLite database.</summary>
    /// <param name="Folder">Where it lies.</param>
    internal sealed record Sqlite(string Folder) : StoreChoice;

    /// <summary>In a PostgreSQL database.</summary>
    internal sealed record Postgres : StoreChoice
    {
        private readonly string _connectionString;

        public Postgres(string connectionString) => _connectionString = connectionString;

        public string ToConnectionString() => _connectionString;
    }
}
