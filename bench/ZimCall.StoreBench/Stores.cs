using ZimCall.Storage;

namespace ZimCall.StoreBench;

/// <summary>The ways of writing that are compared, on one database.</summary>
internal static class Stores
{
    /// <returns>Each way by its name, the one that the others are compared with first; null for an unknown kind.</returns>
    public static (string Name, Func<Task<SqlCallStore>> OpenAsync)[]? Of(string kind, string place) => kind switch
    {
        "sqlite" =>
        [
            ("grouped", () => SqliteStore.OpenAsync(new SqliteStoreOptions(place), default)),
            ("one transaction each", () => SqliteStore.OpenAsync(new SqliteStoreOptions(place) { MaxBatch = 1 }, default)),
        ],
        "postgres" =>
        [
            ("grouped, 4 writers", () => PostgresStore.OpenAsync(new PostgresStoreOptions(place), default)),
            ("one transaction each, 4 writers", () => PostgresStore.OpenAsync(new PostgresStoreOptions(place) { MaxBatch = 1 }, default)),
            ("one transaction each, 16 writers", () => PostgresStore.OpenAsync(new PostgresStoreOptions(place) { MaxBatch = 1, Writers = 16 }, default)),
        ],
        _ => null,
    };
}
