namespace ZimCall.Storage.Sql;

/// <summary>Request numbers are unsigned and databases' integers are not: they are moved, in the same order.</summary>
internal static class RequestNumber
{
    public static long ToStored(ulong id) => unchecked((long)(id ^ (1UL << 63)));

    public static ulong FromStored(long stored) => unchecked((ulong)stored) ^ (1UL << 63);
}
