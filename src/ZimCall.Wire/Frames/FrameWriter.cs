using System.IO.Pipelines;
using Google.Protobuf;

namespace ZimCall.Wire;

/// <summary>
/// Writes frames for any number of concurrent writers. Whatever comes while a flush is under way waits, and goes out together
/// with the next flush: under load this is worth a factor of three. What is posted waits until somebody flushes.
/// </summary>
internal sealed class FrameWriter<T>(PipeWriter output, long maxQueuedBytes, Func<Exception, RpcException> translate)
    where T : class, IMessage<T>
{
    private readonly Lock gate = new();
    private FrameBatch<T>? waiting;
    private FrameBatch<T>? spare;
    private TaskCompletionSource? idle;
    private RpcException? failure;
    private long queuedBytes;
    private bool flushing;
    private bool closed;

    /// <summary>Whether the writer failed while a flush was waiting for the peer, so that nothing more can be sent.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>How many bytes were posted, are being flushed, or wait for it.</summary>
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
        var frame = new Frame<T>(message);
        bool first = false;
        Task? sent = null;
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

            if (Fits(frame.Size))
            {
                first = !flushing && waiting is null;
                flushing |= first;
                queuedBytes += frame.Size;
                sent = first ? null : Wait(frame).Sent;
            }
        }

        if (first)
        {
            return SendFirstAsync(frame);
        }

        if (sent is null)
        {
            return ValueTask.FromException(Copy(Fail(TooSlow())));
        }

        FlushPosted();
        return new ValueTask(sent);
    }

    /// <summary>Takes a message that goes out with the next flush, whoever's that is; <see cref="FlushPosted"/> is one.</summary>
    /// <returns>False when nothing can be sent any more, also because too much waits already.</returns>
    public bool TryPost(Frame<T> frame)
    {
        lock (gate)
        {
            if (failure is not null || closed)
            {
                return false;
            }

            // Not written before it is flushed: Kestrel's HTTP/2 spins over what is written and not flushed.
            if (Fits(frame.Size))
            {
                queuedBytes += frame.Size;
                Wait(frame);
                return true;
            }
        }

        Fail(TooSlow());
        return false;
    }

    /// <summary>Sends what was posted. Never waits; a failure is the next writer's to hear.</summary>
    public void FlushPosted()
    {
        FrameBatch<T> batch;
        lock (gate)
        {
            if (flushing || waiting is null)
            {
                return;
            }

            flushing = true;
            batch = TakeWaiting(waiting);
        }

        _ = SendBatchAsync(batch);
    }

    /// <summary>Takes no more messages; done when those taken have been flushed or have failed.</summary>
    public Task CompleteAsync()
    {
        lock (gate)
        {
            closed = true;
        }

        FlushPosted();
        lock (gate)
        {
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

    private async ValueTask SendFirstAsync(Frame<T> frame)
    {
        try
        {
            Frame<T>.WriteAll([frame], output);
            await FlushAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw Copy(Fail(translate(e)));
        }
        finally
        {
            GoOn(sent: null);
        }
    }

    // Never throws: what fails here is told to the writers of the batch.
    private async Task SendBatchAsync(FrameBatch<T> batch)
    {
        try
        {
            Frame<T>.WriteAll(batch.Frames, output);
            await FlushAsync().ConfigureAwait(false);
            batch.Succeed();
        }
        catch (Exception e)
        {
            batch.Fail(Copy(Fail(translate(e))));
        }

        GoOn(batch);
    }

    // After a flush: with what came meanwhile, or to rest.
    private void GoOn(FrameBatch<T>? sent)
    {
        FrameBatch<T> batch;
        lock (gate)
        {
            if (sent?.TryClear() == true)
            {
                spare = sent;
            }

            if (waiting is null)
            {
                flushing = false;
                queuedBytes = 0;
                idle?.TrySetResult();
                return;
            }

            batch = TakeWaiting(waiting);
        }

        // The first writer must not be kept busy with the messages of others.
        ThreadPool.UnsafeQueueUserWorkItem(
            static next => _ = next.Writer.SendBatchAsync(next.Batch), (Writer: this, Batch: batch), preferLocal: true);
    }

    private async ValueTask FlushAsync()
    {
        FlushResult flushed = await output.FlushAsync().ConfigureAwait(false);
        if (flushed.IsCanceled || flushed.IsCompleted)
        {
            throw new IOException("The peer has closed the stream.");
        }
    }

    // A message that finds nothing waiting is always taken.
    private bool Fits(int size) => queuedBytes == 0 || queuedBytes + size <= maxQueuedBytes;

    private FrameBatch<T> Wait(Frame<T> frame)
    {
        if (waiting is null)
        {
            (waiting, spare) = (spare ?? new FrameBatch<T>(), null);
        }

        waiting.Add(frame);
        return waiting;
    }

    private FrameBatch<T> TakeWaiting(FrameBatch<T> batch)
    {
        waiting = null;
        queuedBytes = batch.Bytes;
        return batch;
    }

    private static RpcException TooSlow() =>
        new(RpcStatusCode.ResourceExhausted, "the peer does not read as fast as messages are written");

    // Each thrower gets its own object: one exception thrown by several threads garbles its stack trace.
    private static RpcException Copy(RpcException reason) => new(reason.Status, reason.Trailers, reason.InnerException);
}
