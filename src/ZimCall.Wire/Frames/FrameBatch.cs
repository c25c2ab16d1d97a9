using System.Runtime.InteropServices;
using Google.Protobuf;

namespace ZimCall.Wire;

/// <summary>The frames that wait for one flush, and the one promise to those of their writers who wait for it.</summary>
internal sealed class FrameBatch<T>
    where T : class, IMessage<T>
{
    /// <summary>A larger one is left to the garbage collector, so that a stream that had much to send once does not keep it.</summary>
    private const int MostKept = 16;

    private readonly List<Frame<T>> frames = [];
    private TaskCompletionSource? sent;

    public ReadOnlySpan<Frame<T>> Frames => CollectionsMarshal.AsSpan(frames);

    /// <summary>Done when the batch has been sent. To be asked for before it is.</summary>
    public Task Sent => (sent ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public long Bytes { get; private set; }

    public void Add(Frame<T> frame)
    {
        frames.Add(frame);
        Bytes += frame.Size;
    }

    public void Succeed() => sent?.TrySetResult();

    public void Fail(RpcException reason)
    {
        if (sent?.TrySetException(reason) == true)
        {
            // A writer may have stopped waiting; its lost message is no unobserved failure.
            _ = sent.Task.Exception;
        }
    }

    /// <summary>Empties it for another flush; false when it is not worth it.</summary>
    public bool TryClear()
    {
        if (sent is not null || frames.Capacity > MostKept)
        {
            return false;
        }

        frames.Clear();
        Bytes = 0;
        return true;
    }
}
