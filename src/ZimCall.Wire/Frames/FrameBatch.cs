namespace ZimCall.Wire;

/// <summary>The messages that wait for one flush, and the one promise that all of their writers wait for.</summary>
internal sealed class FrameBatch<T>
{
    private readonly List<T> messages = [];
    private readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<T> Messages => messages;

    public long Bytes { get; private set; }

    public Task Sent => sent.Task;

    public void Add(T message, int bytes)
    {
        messages.Add(message);
        Bytes += bytes;
    }

    public void Succeed() => sent.TrySetResult();

    public void Fail(RpcException reason)
    {
        if (sent.TrySetException(reason))
        {
            // A writer may have stopped waiting; its lost message is no unobserved failure.
            _ = sent.Task.Exception;
        }
    }
}
