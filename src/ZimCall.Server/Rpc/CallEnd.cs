using ZimCall.Wire;

namespace ZimCall.Server.Rpc;

/// <summary>
/// The end of one call before its handler's own: the client cancels, the connection breaks, the deadline passes, the
/// application stops, the handler aborts. The first reason stays; the call's token fires and its stream is failed with it.
/// </summary>
internal sealed class CallEnd(TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly CancellationTokenSource source = new();
    private readonly List<IAsyncDisposable> triggers = [];
    private Action<RpcException>? failStream;
    private Task? cancelling;
    private RpcException? reason;

    public CancellationToken Token => source.Token;

    public RpcException? Reason => Volatile.Read(ref reason);

    /// <summary>Whether the stream is to be reset, without a status.</summary>
    public bool IsAborted { get; private set; }

    public void Attach(Action<RpcException> fail, CancellationToken requestAborted)
    {
        failStream = fail;
        triggers.Add(requestAborted.UnsafeRegister(
            static end => ((CallEnd)end!).Set(RpcStatusCode.Cancelled, "the client cancelled the call or went away"), this));
    }

    public void SetDeadline(TimeSpan timeout)
    {
        if (timeout < LongestTimer)
        {
            triggers.Add(time.CreateTimer(
                static end => ((CallEnd)end!).Set(RpcStatusCode.DeadlineExceeded, "the deadline has passed"),
                this,
                timeout,
                Timeout.InfiniteTimeSpan));
        }
    }

    public void EndAfter(TimeSpan delay, CancellationToken stopping)
    {
        ITimer timer = time.CreateTimer(
            static end => ((CallEnd)end!).Set(RpcStatusCode.Unavailable, "the server is shutting down"),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        triggers.Add(timer);
        triggers.Add(stopping.UnsafeRegister(_ => timer.Change(delay, Timeout.InfiniteTimeSpan), null));
    }

    public void Abort()
    {
        IsAborted = true;
        Set(RpcStatusCode.Cancelled, "the server cut the call off");
    }

    public async ValueTask DisposeAsync()
    {
        // Registrations wait for callbacks under way, so that nothing touches the source once it is gone.
        for (int i = triggers.Count - 1; i >= 0; i--)
        {
            await triggers[i].DisposeAsync();
        }

        if (cancelling is not null)
        {
            await cancelling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        source.Dispose();
    }

    private void Set(RpcStatusCode code, string message)
    {
        var end = new RpcException(code, message);
        if (Interlocked.CompareExchange(ref reason, end, null) is null)
        {
            failStream?.Invoke(end);

            // What the handler registered runs elsewhere: neither a timer nor Kestrel may trip over it.
            cancelling = source.CancelAsync();
        }
    }
}
