using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Sessions;

/// <summary>Moments at which a session ends and goes on at once, too short to be met from outside.</summary>
public sealed class SessionRegistryTests : IDisposable
{
    private static readonly UserKey Alice = new(ZimTestBackend.AppID, "alice");

    private readonly ReplyCaches _replies = new(TimeProvider.System);
    private readonly SessionRegistry _sessions;

    public SessionRegistryTests() => _sessions = new SessionRegistry(new ZimCallServerOptions(), _replies);

    public void Dispose() => _replies.Dispose();

    [Fact]
    public void A_late_logout_does_not_end_the_login_that_came_after_it()
    {
        var first = _sessions.Open(Alice, "phone", "instance", "", now: 0)!.Value.Session;
        var second = _sessions.Open(Alice, "phone", "instance", "", now: 1)!.Value.Session;
        _sessions.Close(first, static () => true).WasOpen.Should().BeFalse();
        _sessions.Of(Alice).Should().Equal(second);
    }

    [Fact]
    public void A_device_back_at_the_moment_its_time_is_up_stays()
    {
        var session = _sessions.Open(Alice, "phone", "instance", "", now: 0)!.Value.Session;
        _sessions.Open(Alice, "phone", "instance", session.SessionId, now: 35_000)!.Value.Session.Should().BeSameAs(session);
        _sessions.Close(session, () => session.LastHeard + 35_000 <= 35_000).WasOpen.Should().BeFalse();
        _sessions.Of(Alice).Should().Equal(session);
    }
}
