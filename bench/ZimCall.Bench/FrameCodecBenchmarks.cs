using System.Buffers;
using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using ZimCall.Core;
using ZimCall.Protocol;
using ZimCall.Wire;

namespace ZimCall.Bench;

/// <summary>What it costs to put a message into its frame and to take it out again.</summary>
[MemoryDiagnoser]
public class FrameCodecBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private ServerFrame _frame = null!;
    private ReadOnlySequence<byte> _bytes;

    [Params(2, 10)]
    public int Members { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var call = Calls.Ringing(Members);
        var update = new Update { CallId = call.CallId, Revision = 1, Follows = true };
        update.Events.Add(CallMapping.ToEvent(call, CallEvent.Received.Instance, "u1", Calls.Now));
        _frame = new ServerFrame { Update = update };
        FrameCodec.Write(_output, _frame);
        _bytes = new ReadOnlySequence<byte>(_output.WrittenMemory.ToArray());
    }

    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        return FrameCodec.Write(_output, _frame);
    }

    [Benchmark]
    public ValueTask<ServerFrame?> Read() =>
        FrameCodec.ReadAsync(PipeReader.Create(_bytes), ServerFrame.Parser, SignalingMethod.DefaultMaxFrameBytes);
}
