using System.Buffers;
using System.IO.Pipelines;
using Google.Protobuf;
using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Frames;

public sealed class FrameCodecTests
{
    private const int Limit = 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public async Task A_message_comes_back_however_its_bytes_arrive(int payload)
    {
        EchoMessage message = Echo.Message(7, payload);
        var output = new ArrayBufferWriter<byte>();
        int length = FrameCodec.Write(output, message);
        length.Should().Be(output.WrittenCount);

        foreach (int slice in new[] { 1, 3, 4, 5, 6, 4096, length })
        {
            if (slice < 3 && payload > 1000)
            {
                continue;
            }

            var pipe = new Pipe();
            Task<EchoMessage?> read = ReadAsync(pipe.Reader, 1_000_000).AsTask();
            for (int at = 0; at < length; at += slice)
            {
                await pipe.Writer.WriteAsync(output.WrittenMemory.Slice(at, Math.Min(slice, length - at)));
            }

            (await read.Within()).Should().Be(message);
            await pipe.Writer.CompleteAsync();
            (await ReadAsync(pipe.Reader).Within()).Should().BeNull();
        }
    }

    [Fact]
    public async Task An_empty_message_is_a_message()
    {
        (await ReadAsync(Input([0, 0, 0, 0, 0]))).Should().Be(new EchoMessage());
    }

    [Theory]
    [InlineData(new byte[] { 0, 0x7F, 0xFF, 0xFF, 0xFF }, RpcStatusCode.ResourceExhausted)]
    [InlineData(new byte[] { 0, 0xFF, 0xFF, 0xFF, 0xFF }, RpcStatusCode.ResourceExhausted)]
    [InlineData(new byte[] { 0, 0, 0, 4, 1 }, RpcStatusCode.ResourceExhausted)]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 }, RpcStatusCode.Unimplemented)]
    [InlineData(new byte[] { 2, 0, 0, 0, 0 }, RpcStatusCode.Internal)]
    [InlineData(new byte[] { 255, 255, 255, 255, 255 }, RpcStatusCode.Internal)]
    [InlineData(new byte[] { 0, 0, 0, 0 }, RpcStatusCode.Internal)]
    [InlineData(new byte[] { 0 }, RpcStatusCode.Internal)]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1, 2, 3 }, RpcStatusCode.Internal)]
    [InlineData(new byte[] { 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF }, RpcStatusCode.Internal)]
    public async Task A_bad_frame_is_refused(byte[] bytes, RpcStatusCode code) =>
        await ReadAsync(Input(bytes)).FailsWith(code);

    [Fact]
    public async Task A_frame_of_the_largest_size_is_taken()
    {
        var output = new ArrayBufferWriter<byte>();
        int length = FrameCodec.Write(output, Echo.Message(0, Limit - 3)) - FrameCodec.HeaderLength;
        length.Should().Be(Limit);
        (await ReadAsync(Input(output.WrittenSpan.ToArray()))).Should().NotBeNull();
    }

    [Fact]
    public async Task A_header_that_announces_two_gigabytes_is_refused_without_allocating()
    {
        // Only the header has come, and the stream stays open: nothing may wait for the rest.
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[] { 0, 0x7F, 0xFF, 0xFF, 0xFF });
        await ReadAsync(Input([0, 0x7F, 0xFF, 0xFF, 0xFF])).FailsWith(RpcStatusCode.ResourceExhausted);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        Func<Task> read = () => ReadAsync(pipe.Reader).AsTask();
        RpcException refused = (await read.Should().ThrowAsync<RpcException>()).Which;
        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(10_000_000);
        refused.Status.Message.Should().Be("a message of 2147483647 bytes is larger than the 1024 allowed");
    }

    [Fact]
    public async Task Random_bytes_never_cause_anything_but_a_status()
    {
        var random = new Random(42);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[random.Next(0, 64)];
            random.NextBytes(bytes);
            if (bytes.Length > FrameCodec.HeaderLength && random.Next(2) == 0)
            {
                // A valid header, so that the parser gets its share.
                bytes[0] = bytes[1] = bytes[2] = bytes[3] = 0;
                bytes[4] = (byte)(bytes.Length - FrameCodec.HeaderLength);
            }

            PipeReader input = Input(bytes);
            try
            {
                while (await ReadAsync(input) is not null)
                {
                }
            }
            catch (RpcException)
            {
            }
        }
    }

    [Fact]
    public async Task A_cancelled_wait_loses_nothing()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[] { 0, 0, 0 });
        using var cancel = new CancellationTokenSource();
        Task<EchoMessage?> waiting = ReadAsync(pipe.Reader, Limit, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();

        await pipe.Writer.WriteAsync(new byte[] { 0, 2, 8, 5 });
        (await ReadAsync(pipe.Reader).Within())!.Number.Should().Be(5);
    }

    private static PipeReader Input(byte[] bytes) => PipeReader.Create(new ReadOnlySequence<byte>(bytes));

    private static ValueTask<EchoMessage?> ReadAsync(
        PipeReader input, int limit = Limit, CancellationToken cancellationToken = default) =>
        FrameCodec.ReadAsync(input, EchoMessage.Parser, limit, cancellationToken);
}
