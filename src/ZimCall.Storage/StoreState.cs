namespace ZimCall.Storage;

/// <summary>What a database is like before a server opens it.</summary>
/// <param name="Database">Which database it is, and its program's version.</param>
/// <param name="Schema">The version of its schema; 0 when no server has used it.</param>
/// <param name="KnownSchema">The version that this program works with.</param>
/// <param name="ClockAhead">How far its clock is ahead of this machine's; null when it has none of its own.</param>
public sealed record StoreState(string Database, int Schema, int KnownSchema, TimeSpan? ClockAhead);
