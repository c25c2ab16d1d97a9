using System.Collections.ObjectModel;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace ZimCall.Wire;

/// <summary>
/// The client's half of a duplex call. One reader at a time; any number of concurrent writers; <see cref="Abort"/> from any
/// thread. A token given to any of its methods cancels the call as a whole, as in other gRPC clients: what had been half read
/// or written could not be taken up again.
/// </summary>
/// <typeparam name="TRequest">The message that the client sends.</typeparam>
/// <typeparam name="TResponse">The message that the server sends.</typeparam>
public sealed class RpcDuplexCall<TRequest, TResponse> : IAsyncDisposable
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly RpcChannel channel;
    private readonly RpcMethod<TRequest, TResponse> method;
    private readonly CallExchange exchange;
    private readonly ITimer? deadline;
    private readonly CancellationTokenRegistration channelClosed;
    private PipeWriter? output;
    private FrameWriter<TRequest>? writer;
    private PipeReader? input;
    private RpcException? localEnd;
    private CallOutcome? outcome;
    private int reading;
    private int disposed;

    internal RpcDuplexCall(RpcChannel channel, RpcMethod<TRequest, TResponse> method, RpcCallOptions options)
    {
        this.channel = channel;
        this.method = method;
        exchange = new CallExchange(channel, method.Path, options);
        channelClosed = AbortOn(channel.Closed);
        if (options.Timeout is { } limit && limit < LongestTimer)
        {
            deadline = channel.Options.TimeProvider.CreateTimer(
                static call => ((RpcDuplexCall<TRequest, TResponse>)call!).End(RpcStatusCode.DeadlineExceeded, "the deadline has passed"),
                this,
                limit > TimeSpan.Zero ? limit : TimeSpan.Zero,
                Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The response headers, keys in lower case. Empty until a read has returned.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private set; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The trailers, keys in lower case. Empty until a read has returned null or thrown.</summary>
    public IReadOnlyDictionary<string, string> Trailers => outcome?.Trailers ?? ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How the call ended, as far as the reads have got; null while it goes on.</summary>
    public RpcStatus? Status => outcome?.Status;

    // No timer can be set for longer; the server knows the deadline nevertheless.
    private static TimeSpan LongestTimer => TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>
    /// Sends a message. Messages of concurrent writers go out in the order of the calls, several in one flush where they meet.
    /// The message must not be changed before the task is done.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that is done when the message has been handed to the connection.</returns>
    /// <exception cref="RpcException">The call has ended. Where the server ended it, <see cref="ReadAsync"/> has its status.</exception>
    /// <exception cref="InvalidOperationException">The call has been half-closed by <see cref="CompleteAsync"/>.</exception>
    public ValueTask WriteAsync(TRequest message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return cancellationToken.CanBeCanceled ? WriteCancellableAsync(message, cancellationToken) : writer!.WriteAsync(message);
    }

    /// <summary>Says that no more messages will come, after all that were given to <see cref="WriteAsync"/> have been sent.</summary>
    /// <returns>A task that is done when the half-close is on its way. It does not throw when the call has ended.</returns>
    public async ValueTask CompleteAsync()
    {
        await writer!.CompleteAsync().ConfigureAwait(false);
        exchange.Complete();
    }

    /// <summary>Reads the next message.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The message, or null when the call ended with the status OK.</returns>
    /// <exception cref="RpcException">The call ended otherwise: the server's status; UNAVAILABLE for a broken connection;
    /// DEADLINE_EXCEEDED; CANCELLED when this side cancelled it.</exception>
    /// <exception cref="InvalidOperationException">Another read is under way.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TResponse?> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref reading, 1) == 1)
        {
            throw new InvalidOperationException("Only one read at a time.");
        }

        try
        {
            if (outcome is null)
            {
                using CancellationTokenRegistration cancel = AbortOn(cancellationToken);
                if (await ReadOrEndAsync().ConfigureAwait(false) is { } message)
                {
                    return message;
                }
            }

            outcome!.ThrowUnlessOk();
            return null;
        }
        finally
        {
            Volatile.Write(ref reading, 0);
        }
    }

    /// <summary>
    /// Cancels the call: the server sees its stream reset, and pending and later reads and writes throw CANCELLED. No effect on
    /// a call that has ended.
    /// </summary>
    public void Abort() => End(RpcStatusCode.Cancelled, "the call was cancelled by this side");

    /// <summary>Cancels the call unless it has ended, and frees what it holds.</summary>
    /// <returns>A task that is done when nothing of the call is under way any more.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        Abort();
        if (deadline is not null)
        {
            await deadline.DisposeAsync().ConfigureAwait(false);
        }

        await channelClosed.DisposeAsync().ConfigureAwait(false);
        await exchange.StopAsync().ConfigureAwait(false);
        if (writer is not null)
        {
            await writer.CompleteAsync().ConfigureAwait(false);
            await output!.CompleteAsync(localEnd ?? new RpcException()).ConfigureAwait(false);
        }

        // A pending read has been woken and gives its buffers back itself.
        if (input is not null && Volatile.Read(ref reading) == 0)
        {
            await input.CompleteAsync().ConfigureAwait(false);
        }

        exchange.Dispose();
    }

    internal async Task OpenAsync(HttpMessageInvoker http, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration cancel = AbortOn(cancellationToken);
        try
        {
            Stream stream = await exchange.OpenAsync(http).ConfigureAwait(false);
            output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        }
        catch (Exception e)
        {
            throw Translate(e);
        }

        var created = new FrameWriter<TRequest>(output, long.MaxValue, Translate);
        if (!exchange.IsWritable)
        {
            created.Fail(new RpcException(RpcStatusCode.Unavailable, "the server has ended the call"));
        }

        // With a full fence, so that either End sees the writer or this sees the end.
        Interlocked.Exchange(ref writer, created);
        if (Volatile.Read(ref localEnd) is { } end)
        {
            throw end;
        }
    }

    private async ValueTask WriteCancellableAsync(TRequest message, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration cancel = AbortOn(cancellationToken);
        await writer!.WriteAsync(message).ConfigureAwait(false);
    }

    private async ValueTask<TResponse?> ReadOrEndAsync()
    {
        try
        {
            HttpResponseMessage response = await exchange.Response.ConfigureAwait(false);
            if (input is null)
            {
                Headers = ResponseHead.Metadata(response.Headers);
                if (ResponseHead.FinalStatus(response) is { } refused)
                {
                    Conclude(new CallOutcome(refused, Headers, null), byServer: true);
                    return null;
                }

                Stream body = await response.Content.ReadAsStreamAsync(CancellationToken.None).ConfigureAwait(false);

                // Reads of no bytes: a stream that waits holds no buffer.
                Interlocked.Exchange(
                    ref input, PipeReader.Create(body, new StreamPipeReaderOptions(useZeroByteReads: true)));
            }

            if (Volatile.Read(ref localEnd) is { } end)
            {
                throw end;
            }

            TResponse? message = await FrameCodec
                .ReadAsync(input, method.ResponseParser, channel.Options.MaxReceiveMessageBytes).ConfigureAwait(false);
            if (message is null)
            {
                RpcStatus status = ResponseHead.TrailingStatus(response);
                Conclude(new CallOutcome(status, ResponseHead.Metadata(response.TrailingHeaders), null), byServer: true);
            }

            return message;
        }
        catch (Exception e)
        {
            RpcException reason = Translate(e);
            Conclude(new CallOutcome(reason.Status, reason.Trailers, reason.InnerException), byServer: false);
            return null;
        }
    }

    // From here on everything that waits is woken, and what the server still takes of the stream is ended.
    private void Conclude(CallOutcome end, bool byServer)
    {
        outcome = end;
        deadline?.Dispose();
        input?.Complete();
        RpcStatus status = end.Status.Code == RpcStatusCode.Ok
            ? new RpcStatus(RpcStatusCode.Cancelled, "the server has ended the call")
            : end.Status;
        var reason = new RpcException(status, end.Trailers, end.Cause);
        if (Interlocked.CompareExchange(ref localEnd, reason, null) is null)
        {
            writer?.Fail(reason);
            if (byServer)
            {
                exchange.Complete();
            }
            else
            {
                exchange.Reset(reason);
            }
        }
    }

    private void End(RpcStatusCode code, string message)
    {
        var reason = new RpcException(code, message);
        if (Interlocked.CompareExchange(ref localEnd, reason, null) is not null)
        {
            return;
        }

        exchange.Reset(reason);
        writer?.Fail(reason);
        Volatile.Read(ref input)?.CancelPendingRead();
    }

    private CancellationTokenRegistration AbortOn(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static call => ((RpcDuplexCall<TRequest, TResponse>)call!).Abort(), this);

    private RpcException Translate(Exception e) =>
        Volatile.Read(ref localEnd)
        ?? TransportFailure.Translate(e, channel.Address, channel.Options.ConnectTimeout, hasAnswered: Volatile.Read(ref input) is not null);
}
