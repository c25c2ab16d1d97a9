using System.Net;

namespace ZimCall.Wire;

/// <summary>
/// The request half of a duplex call: hands its stream out as soon as the request's headers have been flushed, and stays open
/// until it is told to end.
/// </summary>
internal sealed class DuplexContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The stream to write requests to; fails when the call ends before it can be written to.</summary>
    public Task<Stream> Opened => opened.Task;

    /// <summary>Half-closes the stream.</summary>
    public void Complete() => ended.TrySetResult();

    /// <summary>Resets the stream, as long as the request half is open.</summary>
    public void Fail(Exception reason)
    {
        if (ended.TrySetException(reason))
        {
            _ = ended.Task.Exception;
        }

        if (opened.TrySetException(reason))
        {
            _ = opened.Task.Exception;
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        try
        {
            // A flush is the one promise that the headers are on their way: nothing else says so before a message is written.
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }

        if (!opened.TrySetResult(stream))
        {
            throw new IOException("A stream whose beginning was lost cannot be sent a second time.");
        }

        try
        {
            await ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The stream is gone. Failing here would hide the reason, which the response has.
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
