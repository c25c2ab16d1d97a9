using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace ZimCall.Wire;

/// <summary>
/// The server's half of a duplex stream, over any two pipes. One reader at a time; any number of concurrent writers.
/// The pipes stay their owner's: this neither completes nor disposes of them.
/// </summary>
/// <typeparam name="TRequest">The message that the client sends.</typeparam>
/// <typeparam name="TResponse">The message that the server sends.</typeparam>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of messages, in gRPC's own words; nobody will take it for System.IO.Stream.")]
public sealed class RpcServerStream<TRequest, TResponse>
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly PipeReader input;
    private readonly MessageParser<TRequest> parser;
    private readonly RpcServerStreamOptions options;
    private readonly FrameWriter<TResponse> writer;
    private RpcException? readFailure;
    private bool halfClosed;

    /// <summary>Creates the server's half of a stream.</summary>
    /// <param name="input">What the client sends.</param>
    /// <param name="output">What goes to the client.</param>
    /// <param name="parser">Reads the client's messages.</param>
    /// <param name="options">The limits.</param>
    public RpcServerStream(
        PipeReader input, PipeWriter output, MessageParser<TRequest> parser, RpcServerStreamOptions options)
    {
        this.input = input;
        this.parser = parser;
        this.options = options;
        writer = new FrameWriter<TResponse>(output, options.MaxQueuedBytes, Translate);
    }

    /// <summary>Whether a write failed halfway, so that not even a status can follow: the stream must be reset.</summary>
    public bool IsStuck => writer.IsStuck;

    /// <summary>How many bytes of messages have been taken and are not flushed yet.</summary>
    public long QueuedBytes => writer.QueuedBytes;

    /// <summary>
    /// Reads the next message. A null says only that the client sends no more; it may be a half-close, or the first half of
    /// a cancellation (grpc-js sends it that way), so it must never stand for a logout.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting; the stream stays usable.</param>
    /// <returns>The message, or null once the client sends no more.</returns>
    /// <exception cref="RpcException">CANCELLED: the client went away. RESOURCE_EXHAUSTED, UNIMPLEMENTED, INTERNAL: the client
    /// sent what <see cref="FrameCodec"/> refuses. Or the reason given to <see cref="Abort"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TRequest?> ReadAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfFailed();
        if (halfClosed)
        {
            return null;
        }

        try
        {
            TRequest? message = await FrameCodec
                .ReadAsync(input, parser, options.MaxReceiveMessageBytes, cancellationToken).ConfigureAwait(false);
            halfClosed = message is null;
            return message;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && readFailure is null)
        {
            throw;
        }
        catch (Exception e)
        {
            RpcException failure = Translate(e);
            Interlocked.CompareExchange(ref readFailure, failure, null);
            ThrowIfFailed();
            throw;
        }
    }

    /// <summary>
    /// Sends a message. Messages of concurrent writers go out in the order of the calls. The message must not be changed
    /// before the task is done.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Stops waiting; the message may go out nevertheless.</param>
    /// <returns>A task that is done when the message has been flushed.</returns>
    /// <exception cref="RpcException">CANCELLED: the client went away. RESOURCE_EXHAUSTED: the client does not read, and more
    /// than <see cref="RpcServerStreamOptions.MaxQueuedBytes"/> wait; the stream takes no more and is to be aborted.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask WriteAsync(TResponse message, CancellationToken cancellationToken = default)
    {
        ValueTask write = writer.WriteAsync(message);
        return write.IsCompleted || !cancellationToken.CanBeCanceled
            ? write
            : new ValueTask(write.AsTask().WaitAsync(cancellationToken));
    }

    /// <summary>
    /// Takes a message that goes out with the next flush: <see cref="FlushPosted"/>, or that of another writer. In the order of the
    /// calls, as with <see cref="WriteAsync"/>.
    /// </summary>
    /// <param name="message">The message. It must not be changed any more.</param>
    /// <returns>False when nothing can be sent any more: the stream is over, or the client does not read and more than
    /// <see cref="RpcServerStreamOptions.MaxQueuedBytes"/> wait.</returns>
    public bool TryPost(TResponse message) => writer.TryPost(new Frame<TResponse>(message));

    /// <summary>Takes a message as <see cref="TryPost(TResponse)"/> does, whose bytes are known because many are sent it.</summary>
    /// <param name="encoded">The message's bytes. They must not be changed any more.</param>
    /// <returns>False when nothing can be sent any more.</returns>
    public bool TryPost(ReadOnlyMemory<byte> encoded) => writer.TryPost(new Frame<TResponse>(encoded));

    /// <summary>Sends what was posted. Never waits and never throws.</summary>
    public void FlushPosted() => writer.FlushPosted();

    /// <summary>Takes no more messages to send, and waits until those taken have been flushed or have failed. Never throws.</summary>
    /// <returns>A task that is done when nothing is being written any more.</returns>
    public Task CompleteAsync() => writer.CompleteAsync();

    /// <summary>Ends both directions here: pending and later reads and writes throw the reason. Safe from any thread.</summary>
    /// <param name="reason">What to throw; the first reason stays.</param>
    public void Abort(RpcException reason)
    {
        if (Interlocked.CompareExchange(ref readFailure, reason, null) is null)
        {
            try
            {
                input.CancelPendingRead();
            }
            catch (Exception)
            {
                // Kestrel's reader throws here once the client has reset the stream; a pending read is awake then anyway.
            }
        }

        writer.Fail(reason);
    }

    private void ThrowIfFailed()
    {
        if (Volatile.Read(ref readFailure) is { } failure)
        {
            throw new RpcException(failure.Status, failure.Trailers, failure.InnerException);
        }
    }

    private RpcException Translate(Exception e) =>
        e as RpcException
        ?? options.TranslateFailure?.Invoke(e)
        ?? new RpcException(RpcStatusCode.Cancelled, "the client went away", e);
}
