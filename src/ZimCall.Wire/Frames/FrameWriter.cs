using System.IO.Pipelines;
using Google.Protobuf;

namespace ZimCall.Wire;

/// <summary>
/// Writes frames for any number of concurrent writers. Whatever comes while a flush is under way waits, and goes out together
/// with the next flush: under load this is worth a factor of three.
/// </summary>
internal sealed class FrameWriter<T>(PipeWriter output, long maxQueuedBytes, Func<Exception, RpcException> translate)
    where T : class, IMessage<T>
{
    private readonly Lock gate = new();
    private FrameBatch<T>? waiting;
    private TaskCompletionSource? idle;
    private RpcException? failure;
    private long queuedBytes;
    private bool flushing;
    private bool closed;

    /// <summary>Whether the writer failed while a flush was waiting for the peer, so that nothing more can be sent.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>How many bytes are being flushed, or wait for it.</summary>
    public long QueuedBytes
    {
        get
        {
            lock (gate)
            {
                return queuedBytes;
            }
        }
    }

    /// <summary>Sends a message; done when it has been flushed.</summary>
    public ValueTask WriteAsync(T message)
    {
        int size = FrameCodec.HeaderLength + message.CalculateSize();
        bool first;
        lock (gate)
        {
            if (failure is not null)
            {
                return ValueTask.FromException(Copy(failure));
            }

            if (closed)
            {
                return ValueTask.FromException(new InvalidOperationException("This half of the stream has been completed."));
            }

            if (flushing && queuedBytes + size <= maxQueuedBytes)
            {
                queuedBytes += size;
                waiting ??= new FrameBatch<T>();
                waiting.Add(message, size);
                return new ValueTask(waiting.Sent);
            }

            first = !flushing;
            if (first)
            {
                flushing = true;
                queuedBytes = size;
            }
        }

        return first
            ? SendFirstAsync(message)
            : ValueTask.FromException(Copy(Fail(new RpcException(
                RpcStatusCode.ResourceExhausted, "the peer does not read as fast as messages are written"))));
    }

    /// <summary>Takes no more messages; done when those taken have been flushed or have failed.</summary>
    public Task CompleteAsync()
    {
        lock (gate)
        {
            closed = true;
            if (!flushing)
            {
                return Task.CompletedTask;
            }

            idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return idle.Task;
        }
    }

    /// <summary>Fails everything that waits and everything that comes; the first reason stays.</summary>
    /// <returns>The reason that holds.</returns>
    public RpcException Fail(RpcException reason)
    {
        FrameBatch<T>? lost;
        bool cancelFlush;
        lock (gate)
        {
            if (failure is not null)
            {
                return failure;
            }

            failure = reason;
            IsStuck = cancelFlush = flushing;
            lost = waiting;
            waiting = null;
        }

        lost?.Fail(Copy(reason));
        if (cancelFlush)
        {
            output.CancelPendingFlush();
        }

        return reason;
    }

    private async ValueTask SendFirstAsync(T message)
    {
        try
        {
            FrameCodec.Write(output, message);
            await FlushAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw Copy(Fail(translate(e)));
        }
        finally
        {
            // The first writer must not be kept busy with the messages of others.
            if (!TryGoIdle())
            {
                _ = DrainAsync();
            }
        }
    }

    // Never throws: what fails here is told to the writers of the batch.
    private async Task DrainAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        do
        {
            if (TakeBatch() is not { } batch)
            {
                continue;
            }

            try
            {
                foreach (T message in batch.Messages)
                {
                    FrameCodec.Write(output, message);
                }

                await FlushAsync().ConfigureAwait(false);
                batch.Succeed();
            }
            catch (Exception e)
            {
                batch.Fail(Copy(Fail(translate(e))));
            }
        }
        while (!TryGoIdle());
    }

    private async ValueTask FlushAsync()
    {
        FlushResult flushed = await output.FlushAsync().ConfigureAwait(false);
        if (flushed.IsCanceled || flushed.IsCompleted)
        {
            throw new IOException("The peer has closed the stream.");
        }
    }

    private FrameBatch<T>? TakeBatch()
    {
        lock (gate)
        {
            FrameBatch<T>? batch = waiting;
            waiting = null;
            queuedBytes = batch?.Bytes ?? 0;
            return batch;
        }
    }

    private bool TryGoIdle()
    {
        lock (gate)
        {
            if (waiting is not null)
            {
                return false;
            }

            flushing = false;
            queuedBytes = 0;
            idle?.TrySetResult();
            return true;
        }
    }

    // Each thrower gets its own object: one exception thrown by several threads garbles its stack trace.
    private static RpcException Copy(RpcException reason) => new(reason.Status, reason.Trailers, reason.InnerException);
}
