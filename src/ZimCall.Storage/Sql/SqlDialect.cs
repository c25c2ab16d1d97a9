namespace ZimCall.Storage.Sql;

/// <summary>What differs between the databases in statements that are otherwise the same.</summary>
/// <param name="Name">The folder of its schema scripts.</param>
/// <param name="LockSchema">Keeps other processes that start out of the schema until the transaction ends.</param>
/// <param name="IsInTexts">Whether a column is one of the texts that a parameter holds: <c>{0}</c> the column, <c>{1}</c> the parameter.</param>
/// <param name="TextsValue">Makes the value of such a parameter.</param>
/// <param name="RowsValue">Makes the value of a parameter that holds numbers of rows, for <paramref name="IsInTexts"/> too.</param>
/// <param name="SkipLocked">Ends a query of rows to be changed that leaves out what others are changing.</param>
/// <param name="ActiveMembers">The members, to be gone through by the index of those who are active; their alias is m.</param>
internal sealed record SqlDialect(
    string Name,
    string LockSchema,
    string IsInTexts,
    Func<IReadOnlyCollection<string>, object> TextsValue,
    Func<IReadOnlyCollection<long>, object> RowsValue,
    string SkipLocked,
    string ActiveMembers);
