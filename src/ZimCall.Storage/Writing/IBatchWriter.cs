using System.Data.Common;
using ZimCall.Server;

namespace ZimCall.Storage.Writing;

/// <summary>Writes to one database, one transaction at a time.</summary>
internal interface IBatchWriter : IAsyncDisposable
{
    /// <summary>Writes all of a batch in one transaction.</summary>
    /// <returns>What came of each commit; one that was refused takes nothing from the others.</returns>
    /// <exception cref="CallStoreException">It failed; what came of the batch may be unknown.</exception>
    Task<CommitResult[]> WriteAsync(WriteBatch batch);

    /// <summary>Does something else in a transaction; perhaps more than once, if the database fails.</summary>
    /// <exception cref="CallStoreException">It failed; what came of it may be unknown.</exception>
    Task<T> RunAsync<T>(Func<DbConnection, Task<T>> work);

    /// <summary>Forgets some of what is old.</summary>
    /// <param name="endedBefore">Calls that ended before this, and dead letters from before it, Unix milliseconds.</param>
    /// <param name="receiptsBefore">Receipts that are older than this, Unix milliseconds.</param>
    /// <param name="count">How many of each at the most.</param>
    /// <returns>How many of each were forgotten, the larger number.</returns>
    Task<int> ForgetAsync(long endedBefore, long receiptsBefore, int count);
}
