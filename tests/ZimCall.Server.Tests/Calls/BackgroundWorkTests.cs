using Microsoft.Extensions.Logging;
using ZimCall.Server.Tests.Support;

namespace ZimCall.Server.Tests.Calls;

public class BackgroundWorkTests
{
    private readonly ListLogger _log = new();
    private readonly BackgroundWork _work;

    public BackgroundWorkTests() => _work = new BackgroundWork(TaskScheduler.Default, _log);

    [Fact]
    public async Task A_failure_is_logged_and_harms_nobody()
    {
        var failure = new InvalidOperationException("the reason");
        _work.Start("the thing", () => throw failure);
        _work.Start("the other thing", () => Task.FromException(failure));
        await _work.DrainAsync();
        _log.Entries.Should().HaveCount(2).And.OnlyContain(entry =>
            entry.Level == LogLevel.Error && entry.Id == 1100 && entry.Exception == failure);
        _log.Entries.Should().Contain(static entry => entry.Text.Contains("the thing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Draining_waits_for_what_runs()
    {
        var gate = new TaskCompletionSource();
        _work.Start("waiting", () => gate.Task);
        var drained = _work.DrainAsync();
        drained.IsCompleted.Should().BeFalse();
        gate.SetResult();
        await drained;
        _log.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task Draining_waits_for_what_the_work_itself_starts()
    {
        var gate = new TaskCompletionSource();
        var inner = new TaskCompletionSource();
        var isDone = false;
        _work.Start("outer", async () =>
        {
            await gate.Task;
            _work.Start("inner", async () =>
            {
                await inner.Task;
                isDone = true;
            });
        });
        var drained = _work.DrainAsync();
        gate.SetResult();
        inner.SetResult();
        await drained;
        isDone.Should().BeTrue();
    }

    [Fact]
    public async Task Draining_with_nothing_to_do_returns() => await _work.DrainAsync();

    [Fact]
    public async Task Work_that_is_waited_for_hands_its_failure_out()
    {
        var failure = new InvalidOperationException();
        (await FluentActions.Awaiting(() => _work.RunAsync(() => Task.FromException(failure))).Should().ThrowAsync<InvalidOperationException>())
            .Which.Should().BeSameAs(failure);
        _log.Entries.Should().BeEmpty();
    }
}
