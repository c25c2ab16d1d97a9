using System.Data.Common;
using System.Threading.Channels;
using ZimCall.Server;
using ZimCall.Storage.Writing;

namespace ZimCall.Storage.Tests.Support;

/// <summary>A database whose transactions end when the test lets them.</summary>
internal sealed class GatedWriter : IBatchWriter
{
    private readonly Channel<WriteBatch> _batches = Channel.CreateUnbounded<WriteBatch>();
    private readonly SemaphoreSlim _gate = new(0);

    public Func<CallCommit, CommitResult> Results { get; set; } = static _ => CommitResult.Committed;

    /// <summary>The next transaction that has begun.</summary>
    public ValueTask<WriteBatch> NextAsync() => _batches.Reader.ReadAsync();

    /// <summary>Lets one transaction end.</summary>
    public void Let() => _gate.Release();

    public async Task<CommitResult[]> WriteAsync(WriteBatch batch)
    {
        _batches.Writer.TryWrite(batch);
        await _gate.WaitAsync();
        return [.. batch.Commits.Select(Results)];
    }

    public Task<T> RunAsync<T>(Func<DbConnection, Task<T>> work) => throw new NotSupportedException();

    public Task<int> ForgetAsync(long endedBefore, long receiptsBefore, int count) => Task.FromResult(0);

    public ValueTask DisposeAsync()
    {
        _gate.Dispose();
        return ValueTask.CompletedTask;
    }
}
