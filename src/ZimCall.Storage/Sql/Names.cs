namespace ZimCall.Storage.Sql;

/// <summary>
/// Names of calls, users and instances come from clients, and are looked up before the rules have checked them. PostgreSQL
/// fails on a NUL in a text; no name that was ever stored has one.
/// </summary>
internal static class Names
{
    public static bool IsPossible(string name) => !name.Contains('\0', StringComparison.Ordinal);
}
