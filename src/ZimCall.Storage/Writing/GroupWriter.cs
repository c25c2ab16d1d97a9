using System.Data.Common;
using System.Threading.Channels;
using ZimCall.Server;

namespace ZimCall.Storage.Writing;

/// <summary>
/// Group commit: takes whatever waits, writes it in one transaction, and tells each who waited what came of its part. While
/// one transaction is made durable the next one gathers, so the busier it is, the fewer flushes each commit costs; and when
/// it is not busy, nobody waits for company.
/// </summary>
internal sealed class GroupWriter : IAsyncDisposable
{
    /// <summary>
    /// The most commits of one transaction. It bounds how long a commit can be kept waiting by others, and how many locks a
    /// transaction holds in PostgreSQL, which has room for some 6,400 by default.
    /// </summary>
    public const int DefaultMaxBatch = 128;

    private readonly Channel<PendingWrite> _queue = Channel.CreateUnbounded<PendingWrite>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<PendingWrite> _left = [];
    private readonly IBatchWriter _writer;
    private readonly int _maxBatch;
    private readonly TimeProvider _time;
    private readonly Task _loop;

    public GroupWriter(IBatchWriter writer, TimeProvider time, int maxBatch = DefaultMaxBatch)
    {
        _time = time;
        _writer = writer;
        _maxBatch = maxBatch;
        _loop = Task.Run(RunAsync);
    }

    public Task<CommitResult> CommitAsync(CallCommit commit)
    {
        var write = new PendingWrite.Commit(commit);
        Enqueue(write);
        return write.Done;
    }

    public Task RegisterAsync(IReadOnlyList<UserKey> users)
    {
        var write = new PendingWrite.Register(users);
        Enqueue(write);
        return write.Done;
    }

    public Task<int> ForgetAsync(long endedBefore, long receiptsBefore, int count) =>
        RunAloneAsync(writer => writer.ForgetAsync(endedBefore, receiptsBefore, count));

    /// <summary>Does something else, in a transaction of its own.</summary>
    public Task<T> RunAsync<T>(Func<DbConnection, Task<T>> work) => RunAloneAsync(writer => writer.RunAsync(work));

    /// <summary>Writes what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        await _writer.DisposeAsync();
    }

    private Task<T> RunAloneAsync<T>(Func<IBatchWriter, Task<T>> work)
    {
        var write = new PendingWrite.Alone<T>(work);
        Enqueue(write);
        return write.Done;
    }

    private void Enqueue(PendingWrite write)
    {
        StoreMetrics.AddWaiting(1);
        if (!_queue.Writer.TryWrite(write))
        {
            StoreMetrics.AddWaiting(-1);
            write.Fail(new CallStoreException("The store is closed"));
        }
    }

    private async Task RunAsync()
    {
        while (_left.Count > 0 || await _queue.Reader.WaitToReadAsync())
        {
            var group = new WriteGroup(_maxBatch);
            Fill(group);
            if (group.Alone is { } alone)
            {
                await TryAsync([alone], () => alone.RunAsync(_writer));
                StoreMetrics.AddWaiting(-1);
            }
            else
            {
                await WriteAsync(group);
                StoreMetrics.AddWaiting(-group.Count);
            }
        }
    }

    /// <summary>First those that were left from the last time, then new ones; those that cannot go together are left.</summary>
    private void Fill(WriteGroup group)
    {
        var earlier = _left.ToArray();
        _left.Clear();
        foreach (var write in earlier)
        {
            if (!group.TryAdd(write))
            {
                _left.Add(write);
            }
        }

        while (!group.IsFull && _left.Count < _maxBatch && _queue.Reader.TryRead(out var write))
        {
            if (!group.TryAdd(write))
            {
                _left.Add(write);
            }
        }
    }

    private async Task WriteAsync(WriteGroup group)
    {
        var start = StoreMetrics.Start(_time);
        try
        {
            var results = await _writer.WriteAsync(group.ToBatch());
            StoreMetrics.Written(_time, start, group.Count);
            group.Complete(results);
        }
        catch (CallStoreException exception)
        {
            group.Fail(exception);
        }
        catch (Exception) when (group.Count > 1)
        {
            // One of them cannot be written, and nothing was: each by itself, so that only that one fails.
            foreach (var single in group.Split())
            {
                await WriteAsync(single);
            }
        }
        catch (Exception exception)
        {
            group.Fail(new CallStoreException($"The store could not write: {exception.Message}", exception));
        }
    }

    private static async Task TryAsync(PendingWrite[] writes, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception exception)
        {
            Array.ForEach(writes, write => write.Fail(
                exception as CallStoreException ?? new CallStoreException($"The store could not write: {exception.Message}", exception)));
        }
    }
}
