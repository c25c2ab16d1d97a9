using System.Buffers;
using System.IO.Pipelines;

namespace ZimCall.Wire.Tests.Support;

/// <summary>Collects what is written, counts flushes, and holds each flush until the test lets it go.</summary>
internal sealed class GatedPipeWriter : PipeWriter
{
    private readonly ArrayBufferWriter<byte> written = new();
    private readonly Lock gate = new();
    private TaskCompletionSource<FlushResult>? pending;
    private int released;

    public int Flushes { get; private set; }

    public ReadOnlySequence<byte> Written => new(written.WrittenMemory);

    public void Release(int flushes = 1)
    {
        lock (gate)
        {
            released += flushes;
            if (pending is not null)
            {
                released--;
                pending.SetResult(default);
                pending = null;
            }
        }
    }

    public override void Advance(int bytes) => written.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => written.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => written.GetSpan(sizeHint);

    public override void CancelPendingFlush()
    {
        lock (gate)
        {
            pending?.SetResult(new FlushResult(isCanceled: true, isCompleted: false));
            pending = null;
        }
    }

    public override void Complete(Exception? exception = null)
    {
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            Flushes++;
            if (released > 0)
            {
                released--;
                return default;
            }

            pending = Signal.New<FlushResult>();
            return new ValueTask<FlushResult>(pending.Task);
        }
    }
}
