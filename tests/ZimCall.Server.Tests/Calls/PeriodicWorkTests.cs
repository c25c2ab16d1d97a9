using ZimCall.Server.Tests.Support;

namespace ZimCall.Server.Tests.Calls;

public sealed class PeriodicWorkTests : IDisposable
{
    private readonly BackgroundWork _background = new(TaskScheduler.Default, new ListLogger());
    private readonly TaskCompletionSource _began = new();
    private readonly TaskCompletionSource _gate = new();
    private readonly PeriodicWork _work;
    private int _runs;

    public PeriodicWorkTests() => _work = new PeriodicWork(
        "the thing", Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, RunAsync, TimeProvider.System, _background, new ListLogger());

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task What_is_asked_for_while_it_is_done_is_done_once_more()
    {
        await BeginAsync();
        _work.RunAgain();
        _work.RunAgain();
        await EndAsync();
        _runs.Should().Be(2, "it may have looked before there was something to see");
    }

    [Fact]
    public async Task Out_of_turn_it_is_not_done_when_it_is_being_done()
    {
        await BeginAsync();
        _work.RunNow();
        await EndAsync();
        _runs.Should().Be(1);
    }

    [Fact]
    public async Task After_a_failure_it_is_done_again_when_it_is_asked_for()
    {
        await BeginAsync();
        _gate.SetException(new InvalidOperationException("not the store"));
        await _background.DrainAsync();
        _work.RunNow();
        await _background.DrainAsync();
        _runs.Should().Be(2);
    }

    private async Task BeginAsync()
    {
        _work.RunAgain();
        await _began.Task;
    }

    private async Task EndAsync()
    {
        _gate.SetResult();
        await _background.DrainAsync();
    }

    private async Task RunAsync()
    {
        _runs++;
        _began.TrySetResult();
        await _gate.Task;
    }
}
