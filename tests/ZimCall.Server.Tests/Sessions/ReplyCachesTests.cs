using ZimCall.Server.Tests.Support;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Sessions;

/// <summary>R-IDEM-4: answers are kept at least as long as a session can be resumed.</summary>
public sealed class ReplyCachesTests : IDisposable
{
    private static readonly UserKey Alice = new(1, "alice");

    private readonly VirtualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly ReplyCaches _caches;

    public ReplyCachesTests() => _caches = new ReplyCaches(_time);

    public void Dispose() => _caches.Dispose();

    [Fact]
    public void They_are_forgotten_in_the_end()
    {
        var cache = _caches.Take(Alice, "i1");
        _caches.Release(Alice, "i1");
        Advance(6);
        _caches.Take(Alice, "i1").Should().NotBeSameAs(cache);
    }

    [Fact]
    public void They_are_kept_for_longer_than_the_longest_request_and_the_longest_heartbeat_timeout()
    {
        var cache = _caches.Take(Alice, "i1");
        _caches.Release(Alice, "i1");
        Advance(5.99);
        _caches.Take(Alice, "i1").Should().BeSameAs(cache);
    }

    [Fact]
    public void Answers_are_those_of_one_instance_of_one_user()
    {
        var cache = _caches.Take(Alice, "i1");
        _caches.Take(Alice, "i2").Should().NotBeSameAs(cache);
        _caches.Take(new UserKey(1, "bob"), "i1").Should().NotBeSameAs(cache);
        _caches.Take(new UserKey(2, "alice"), "i1").Should().NotBeSameAs(cache);
        _caches.Take(Alice, "i1").Should().BeSameAs(cache);
    }

    [Fact]
    public void They_stay_while_a_session_of_the_instance_lives()
    {
        var cache = _caches.Take(Alice, "i1");
        _caches.Take(Alice, "i1");
        _caches.Release(Alice, "i1");
        Advance(60);
        _caches.Take(Alice, "i1").Should().BeSameAs(cache);
    }

    [Fact]
    public void Coming_back_in_time_begins_the_time_anew()
    {
        var cache = _caches.Take(Alice, "i1");
        _caches.Release(Alice, "i1");
        Advance(5);
        _caches.Take(Alice, "i1").Should().BeSameAs(cache);
        _caches.Release(Alice, "i1");
        Advance(5);
        _caches.Take(Alice, "i1").Should().BeSameAs(cache);
    }

    private void Advance(double minutes) => _time.Advance(TimeSpan.FromMinutes(minutes));
}
