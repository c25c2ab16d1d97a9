using ZimCall.Server.Tests.Support;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.RateLimits;

public class OverloadWatchTests
{
    private readonly VirtualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly Queue<Action> _posted = new();
    private readonly OverloadWatch _watch;

    public OverloadWatchTests() => _watch = new OverloadWatch(10, TimeSpan.FromMilliseconds(500), _time, _posted.Enqueue);

    [Fact]
    public void Too_many_requests_at_once_are_an_overload_until_some_are_answered()
    {
        for (var i = 0; i < 10; i++)
        {
            _watch.Enter();
        }

        _watch.IsOverloaded().Should().BeFalse();
        _watch.Enter();
        _watch.IsOverloaded().Should().BeTrue();
        _watch.Leave();
        _watch.IsOverloaded().Should().BeFalse();
    }

    [Fact]
    public void Work_that_waits_too_long_is_an_overload_even_before_its_turn_comes()
    {
        _watch.IsOverloaded().Should().BeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(500));
        _watch.IsOverloaded().Should().BeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _watch.IsOverloaded().Should().BeTrue();
        _posted.Should().ContainSingle("one look at a time");

        _posted.Dequeue()();
        _watch.Delay.Should().Be(TimeSpan.FromMilliseconds(501));
        _watch.IsOverloaded().Should().BeTrue("this is the latest that is known");
        _posted.Dequeue()();
        _watch.IsOverloaded().Should().BeFalse("the look after that found no queue");
    }

    [Fact]
    public void It_looks_at_the_most_ten_times_a_second_and_only_when_asked()
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        _posted.Should().BeEmpty();
        for (var ms = 0; ms < 1000; ms++)
        {
            _watch.IsOverloaded();
            while (_posted.TryDequeue(out var look))
            {
                look();
                _looks++;
            }

            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        _looks.Should().Be(10);
    }

    private int _looks;
}
