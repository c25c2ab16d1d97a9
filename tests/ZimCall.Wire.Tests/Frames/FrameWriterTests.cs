using System.IO.Pipelines;
using Google.Protobuf;
using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Frames;

public sealed class FrameWriterTests
{
    private readonly GatedPipeWriter output = new();

    [Fact]
    public async Task Messages_that_wait_for_a_flush_go_out_together_in_the_next()
    {
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream();
        Task[] writes = [.. Enumerable.Range(0, 100).Select(i => stream.WriteAsync(Echo.Message(i)).AsTask())];
        output.Flushes.Should().Be(1);
        writes.Should().OnlyContain(w => !w.IsCompleted);

        output.Release(2);
        await Task.WhenAll(writes).Within();

        output.Flushes.Should().Be(2);
        (await NumbersAsync()).Should().Equal(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task A_first_writer_does_not_wait_for_the_messages_of_others()
    {
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream();
        Task first = stream.WriteAsync(Echo.Message(0)).AsTask();
        Task second = stream.WriteAsync(Echo.Message(1)).AsTask();
        output.Release();
        await first.Within();
        second.IsCompleted.Should().BeFalse();
        output.Release();
        await second.Within();
    }

    [Fact]
    public async Task Concurrent_writers_never_mix_their_frames()
    {
        output.Release(10_000);
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 10_000),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (i, cancel) => await stream.WriteAsync(Echo.Message(i, i % 50), cancel));
        (await NumbersAsync()).Order().Should().Equal(Enumerable.Range(0, 10_000));
    }

    [Fact]
    public async Task More_than_the_queue_holds_fails_that_write_and_everything_that_waits()
    {
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream(maxQueuedBytes: 1000);
        Task first = stream.WriteAsync(Echo.Message(0, 2000)).AsTask();
        first.IsCompleted.Should().BeFalse("a message that finds nothing waiting is always taken");
        await stream.WriteAsync(Echo.Message(1)).FailsWith(RpcStatusCode.ResourceExhausted);
        await first.FailsWith(RpcStatusCode.ResourceExhausted);
        await stream.WriteAsync(Echo.Message(2)).FailsWith(RpcStatusCode.ResourceExhausted);
        stream.IsStuck.Should().BeTrue();
        await stream.CompleteAsync().Within();
    }

    [Fact]
    public async Task What_has_been_flushed_no_longer_counts_as_queued()
    {
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream(maxQueuedBytes: 1000);
        output.Release(100);
        for (int i = 0; i < 100; i++)
        {
            await stream.WriteAsync(Echo.Message(i, 800)).Within();
        }
    }

    [Fact]
    public async Task Completing_waits_for_what_was_taken_and_takes_no_more()
    {
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream();
        Task first = stream.WriteAsync(Echo.Message(0)).AsTask();
        Task second = stream.WriteAsync(Echo.Message(1)).AsTask();
        Task completed = stream.CompleteAsync();
        completed.IsCompleted.Should().BeFalse();
        await FluentActions.Awaiting(() => stream.WriteAsync(Echo.Message(2)).AsTask())
            .Should().ThrowAsync<InvalidOperationException>();
        output.Release(2);
        await Task.WhenAll(first, second, completed).Within();
        (await NumbersAsync()).Should().Equal(0, 1);
    }

    [Fact]
    public async Task Abort_wakes_reads_and_writes_with_its_reason()
    {
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream();
        Task read = stream.ReadAsync().AsTask();
        Task first = stream.WriteAsync(Echo.Message(0)).AsTask();
        Task second = stream.WriteAsync(Echo.Message(1)).AsTask();
        stream.Abort(new RpcException(RpcStatusCode.DeadlineExceeded, "too late"));
        foreach (Task task in new[] { read, first, second, stream.ReadAsync().AsTask(), stream.WriteAsync(Echo.Message(2)).AsTask() })
        {
            await task.FailsWith(RpcStatusCode.DeadlineExceeded);
        }

        await stream.CompleteAsync().Within();
    }

    [Fact]
    public async Task A_cancelled_write_stops_waiting_and_its_message_goes_out()
    {
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream();
        using var cancel = new CancellationTokenSource();
        Task write = stream.WriteAsync(Echo.Message(0), cancel.Token).AsTask();
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => write).Should().ThrowAsync<OperationCanceledException>();
        output.Release();
        await stream.CompleteAsync().Within();
        (await NumbersAsync()).Should().Equal(0);
    }

    [Fact]
    public async Task What_is_posted_waits_for_a_flush_and_goes_out_in_one()
    {
        output.Release();
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream();
        stream.TryPost(Echo.Message(0)).Should().BeTrue();
        stream.TryPost(Echo.Message(1).ToByteArray()).Should().BeTrue();
        stream.TryPost(Echo.Message(2)).Should().BeTrue();
        output.Flushes.Should().Be(0);
        output.Written.Length.Should().Be(0, "Kestrel's HTTP/2 spins over what is written and not flushed");
        stream.QueuedBytes.Should().BePositive();

        stream.FlushPosted();

        output.Flushes.Should().Be(1);
        stream.QueuedBytes.Should().Be(0);
        (await NumbersAsync()).Should().Equal(0, 1, 2);
    }

    [Fact]
    public async Task Who_writes_takes_along_what_was_posted_before()
    {
        output.Release();
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream();
        stream.TryPost(Echo.Message(0));
        await stream.WriteAsync(Echo.Message(1)).AsTask().Within();
        output.Flushes.Should().Be(1);
        (await NumbersAsync()).Should().Equal(0, 1);
    }

    [Fact]
    public async Task What_is_posted_during_a_flush_goes_out_with_the_next()
    {
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream();
        Task first = stream.WriteAsync(Echo.Message(0)).AsTask();
        stream.TryPost(Echo.Message(1));
        stream.TryPost(Echo.Message(2));
        stream.FlushPosted();
        output.Flushes.Should().Be(1);
        output.Release(2);
        await first.Within();
        await stream.CompleteAsync().Within();
        output.Flushes.Should().Be(2);
        (await NumbersAsync()).Should().Equal(0, 1, 2);
    }

    [Fact]
    public async Task Flushes_of_what_is_posted_follow_each_other_for_as_long_as_something_comes()
    {
        output.Release(1000);
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream();
        for (int i = 0; i < 100; i++)
        {
            stream.TryPost(Echo.Message(2 * i, i % 40)).Should().BeTrue();
            stream.TryPost(Echo.Message((2 * i) + 1)).Should().BeTrue();
            stream.FlushPosted();
        }

        await stream.CompleteAsync().Within();
        output.Flushes.Should().Be(100);
        (await NumbersAsync()).Should().Equal(Enumerable.Range(0, 200));
    }

    [Fact]
    public async Task Posting_more_than_the_queue_holds_is_refused_and_fails_everything_else()
    {
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream(maxQueuedBytes: 1000);
        stream.TryPost(Echo.Message(0, 600)).Should().BeTrue();
        stream.TryPost(Echo.Message(1, 600)).Should().BeFalse();
        stream.TryPost(Echo.Message(2)).Should().BeFalse();
        await stream.WriteAsync(Echo.Message(3)).FailsWith(RpcStatusCode.ResourceExhausted);
        stream.FlushPosted();
        output.Flushes.Should().Be(0);
    }

    [Fact]
    public async Task Completing_sends_what_was_posted_and_takes_no_more()
    {
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream();
        stream.TryPost(Echo.Message(0));
        Task completed = stream.CompleteAsync();
        completed.IsCompleted.Should().BeFalse();
        stream.TryPost(Echo.Message(1)).Should().BeFalse();
        output.Release();
        await completed.Within();
        (await NumbersAsync()).Should().Equal(0);
    }

    [Fact]
    public async Task A_flush_of_what_was_posted_that_fails_is_heard_of_by_the_next_writer()
    {
        RpcServerStream<EchoMessage, EchoMessage> stream = Stream();
        stream.TryPost(Echo.Message(0));
        stream.FlushPosted();
        output.CancelPendingFlush();
        await stream.CompleteAsync().Within();
        stream.TryPost(Echo.Message(1)).Should().BeFalse();
        await stream.WriteAsync(Echo.Message(2)).FailsWith(RpcStatusCode.Cancelled);
    }

    private RpcServerStream<EchoMessage, EchoMessage> Stream(long maxQueuedBytes = long.MaxValue) =>
        new(new Pipe().Reader, output, EchoMessage.Parser, new RpcServerStreamOptions { MaxQueuedBytes = maxQueuedBytes });

    private async Task<List<int>> NumbersAsync()
    {
        var numbers = new List<int>();
        PipeReader input = PipeReader.Create(output.Written);
        while (await FrameCodec.ReadAsync(input, EchoMessage.Parser, int.MaxValue) is { } message)
        {
            numbers.Add(message.Number);
        }

        return numbers;
    }
}
