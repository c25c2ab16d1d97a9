using System.Data.Common;
using ZimCall.Server;

namespace ZimCall.Storage.Sql;

/// <summary>Goes on trying for a bounded time, counted from the first attempt.</summary>
internal sealed class Patience(IDatabaseErrors errors, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly long _start = time.GetTimestamp();

    /// <summary>Waits a little before the next attempt; throws when there is none to be made.</summary>
    /// <exception cref="CallStoreException">It cannot help, or has been tried for long enough.</exception>
    public async ValueTask WaitOrThrowAsync(DbException exception, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_start) + Pause >= errors.PatienceWith(exception))
        {
            throw new CallStoreException(errors.Explain(exception), exception);
        }

        await Task.Delay(Pause, time, cancellationToken);
    }
}
