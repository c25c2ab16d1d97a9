using ZimCall.Server;

namespace ZimCall.Storage.Writing;

/// <summary>Something that waits to be written, and who waits for it.</summary>
internal abstract class PendingWrite
{
    public abstract void Fail(Exception exception);

    /// <summary>A change of a call.</summary>
    internal sealed class Commit(CallCommit commit) : PendingWrite
    {
        private readonly TaskCompletionSource<CommitResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CallCommit Change => commit;

        public Task<CommitResult> Done => _done.Task;

        public void Complete(CommitResult result) => _done.TrySetResult(result);

        public override void Fail(Exception exception) => _done.TrySetException(exception);
    }

    /// <summary>Users to register.</summary>
    internal sealed class Register(IReadOnlyList<UserKey> users) : PendingWrite
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<UserKey> Users => users;

        public Task Done => _done.Task;

        public void Complete() => _done.TrySetResult();

        public override void Fail(Exception exception) => _done.TrySetException(exception);
    }

    /// <summary>Something that has a transaction of its own.</summary>
    internal abstract class Alone : PendingWrite
    {
        public abstract Task RunAsync(IBatchWriter writer);
    }

    /// <summary>Something that has a transaction of its own, and what comes of it.</summary>
    internal sealed class Alone<T>(Func<IBatchWriter, Task<T>> work) : Alone
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Done => _done.Task;

        public override async Task RunAsync(IBatchWriter writer) => _done.TrySetResult(await work(writer));

        public override void Fail(Exception exception) => _done.TrySetException(exception);
    }
}
