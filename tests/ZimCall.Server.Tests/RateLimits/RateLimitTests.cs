using ZimCall.Protocol;
using ZimCall.Server.Tests.Support;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.RateLimits;

public class RateLimitTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly VirtualTime _time = new(DateTimeOffset.UnixEpoch);
    private long _state;

    [Fact]
    public void A_burst_goes_through_and_then_one_at_a_time()
    {
        var limit = new RateLimit(10, 20);
        for (var i = 0; i < 20; i++)
        {
            Take(limit).Should().Be(TimeSpan.Zero);
        }

        Take(limit).Should().Be(TimeSpan.FromMilliseconds(100));
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Take(limit).Should().Be(TimeSpan.FromMilliseconds(1));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Take(limit).Should().Be(TimeSpan.Zero);
        Take(limit).Should().Be(TimeSpan.FromMilliseconds(100), "what is refused takes no place, and no more is let through");
    }

    [Fact]
    public void A_long_rest_gives_one_burst_and_no_more()
    {
        var limit = new RateLimit(10, 20);
        _time.Advance(TimeSpan.FromHours(5));
        Enumerable.Range(0, 30).Count(_ => Take(limit) == TimeSpan.Zero).Should().Be(20);
    }

    [Fact]
    public void Over_a_long_time_it_is_the_rate()
    {
        var limit = new RateLimit(50, 100);
        var through = 0;
        for (var i = 0; i < 10_000; i++)
        {
            through += Take(limit) == TimeSpan.Zero ? 1 : 0;
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        through.Should().BeInRange(599, 600, "a burst of 100, and 50 in each of 10 seconds");
    }

    [Fact]
    public void Threads_share_its_places()
    {
        var limit = new RateLimit(1, 1000);
        var through = 0;
        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 1000; i++)
            {
                if (Take(limit) == TimeSpan.Zero)
                {
                    Interlocked.Increment(ref through);
                }
            }
        });
        through.Should().Be(1000);
    }

    [Fact]
    public void Those_who_have_rested_are_forgotten()
    {
        var limits = new KeyedRateLimit<int>(new RateLimit(1, 2), _time);
        for (var user = 0; user < 100_000; user++)
        {
            limits.Take(user).Should().Be(TimeSpan.Zero);
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        limits.Count.Should().BeLessThan(2100, "a hundred are not at rest, and they are looked through when they have doubled");
    }

    [Fact]
    public void Each_has_its_own_places_and_keeps_its_debt()
    {
        var limits = new KeyedRateLimit<string>(new RateLimit(1, 2), _time);
        limits.Take("alice");
        limits.Take("alice");
        for (var other = 0; other < 5000; other++)
        {
            limits.Take($"user{other}").Should().Be(TimeSpan.Zero);
        }

        limits.Take("alice").Should().Be(Second, "who is not at rest is not forgotten");
    }

    private TimeSpan Take(RateLimit limit) => limit.Take(ref _state, RateLimit.Now(_time));
}
