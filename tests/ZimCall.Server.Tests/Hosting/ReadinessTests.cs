using ZimCall.Core;
using ZimCall.Server.Tests.Support;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Hosting;

/// <summary>What a load balancer is told.</summary>
public sealed class ReadinessTests : IDisposable
{
    private readonly VirtualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly CancellationTokenSource _stopping = new();
    private readonly StubStore _store = new();
    private readonly ZimCallReadiness _readiness;
    private bool _holdsLease = true;

    public ReadinessTests() => _readiness = new ZimCallReadiness(_store, () => _holdsLease, _time, _stopping.Token);

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public async Task A_backend_whose_store_answers_is_ready() => (await _readiness.FindObstaclesAsync()).Should().BeEmpty();

    [Fact]
    public async Task Everything_that_is_in_the_way_is_named()
    {
        _store.Answer = Task.FromException<Call?>(new CallStoreException("the password is hush"));
        _holdsLease = false;
        await _stopping.CancelAsync();
        (await _readiness.FindObstaclesAsync()).Should().SatisfyRespectively(
            static first => first.Should().Be("the server is stopping"),
            static second => second.Should().Contain("lease"),
            static third => third.Should().Be("the store fails"));
    }

    [Fact]
    public async Task A_store_that_hangs_is_waited_for_two_seconds_and_asked_once_however_many_want_to_know()
    {
        var hanging = new TaskCompletionSource<Call?>();
        _store.Answer = hanging.Task;
        var asked = Enumerable.Range(0, 20).Select(_ => _readiness.FindObstaclesAsync()).ToArray();
        await _store.Asked;
        _time.Advance(TimeSpan.FromMilliseconds(1999));
        asked.Should().OnlyContain(static each => !each.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        foreach (var each in asked)
        {
            (await each).Should().ContainSingle().Which.Should().Contain("has not answered within 2 s");
        }

        _store.Count.Should().Be(1);
        hanging.SetResult(null);
        (await _readiness.FindObstaclesAsync()).Should().BeEmpty("it is back");
    }
}
