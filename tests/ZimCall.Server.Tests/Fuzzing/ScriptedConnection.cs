using System.IO.Pipelines;
using Google.Protobuf;
using ZimCall.Protocol;
using ZimCall.Server.Tests.Hostile.Support;
using ZimCall.Wire;

namespace ZimCall.Server.Tests.Fuzzing;

/// <summary>
/// A client that says what it has to say without listening, except to a challenge, and goes. What it says are the bytes of its
/// HTTP/2 stream: they are read by what reads them in the server.
/// </summary>
internal sealed class ScriptedConnection : IFrameConnection
{
    private static readonly RpcServerStreamOptions Limits = new()
    {
        MaxReceiveMessageBytes = SignalingMethod.DefaultMaxFrameBytes,
        MaxQueuedBytes = 1024 * 1024,
        TranslateFailure = static _ => null,
    };

    private readonly Pipe _pipe = new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));

    private readonly Queue<byte[]> _script;
    private readonly Func<byte[], byte[]> _prove;
    private readonly RpcServerStream<ClientFrame, ServerFrame> _stream;
    private readonly bool _breaks;
    private byte[]? _proof;

    /// <param name="script">What it says, piece by piece.</param>
    /// <param name="prove">Answers a challenge.</param>
    /// <param name="breaks">Whether the connection breaks in the end; otherwise it is closed in good order.</param>
    public ScriptedConnection(IEnumerable<byte[]> script, Func<byte[], byte[]> prove, bool breaks)
    {
        (_script, _prove, _breaks) = (new Queue<byte[]>(script), prove, breaks);
        _stream = new RpcServerStream<ClientFrame, ServerFrame>(_pipe.Reader, PipeWriter.Create(Stream.Null), ClientFrame.Parser, Limits);
    }

    public string Remote => "fuzz";

    /// <summary>How many frames the server has sent.</summary>
    public int Sent { get; private set; }

    public async ValueTask<ClientFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var read = _stream.ReadAsync(cancellationToken).AsTask();
            while (!read.IsCompleted)
            {
                await SayMoreAsync();
            }

            return await read ?? (_breaks ? throw new RpcException(RpcStatusCode.Cancelled, "the client is gone") : null);
        }
        catch (RpcException broken) when (broken.Status.Code
            is RpcStatusCode.Internal or RpcStatusCode.ResourceExhausted or RpcStatusCode.Unimplemented)
        {
            throw new BadFrameException(broken);
        }
    }

    public bool TryPost(ServerFrame frame)
    {
        Sent++;

        // As it would be sent: it has to have a wire form.
        frame.ToByteArray();
        if (frame.Challenge is { } challenge)
        {
            _proof = _prove(challenge.Nonce.ToByteArray());
        }

        return true;
    }

    public void Abort() => _stream.Abort(new RpcException(RpcStatusCode.Aborted, "cut off"));

    /// <summary>A frame of a message.</summary>
    public static byte[] Frame(IMessage message) => Frames.Encode(message);

    private async Task SayMoreAsync()
    {
        if (_proof is not null)
        {
            await _pipe.Writer.WriteAsync(_proof);
            _proof = null;
        }
        else if (_script.TryDequeue(out var next))
        {
            await _pipe.Writer.WriteAsync(next);
        }
        else
        {
            await _pipe.Writer.CompleteAsync();
        }
    }
}
