using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Sessions;

/// <summary>Moments at which a session ends and goes on at once, too short to be met from outside.</summary>
public sealed class SessionRegistryTests : IDisposable
{
    private static readonly UserKey Alice = new(ZimTestBackend.AppID, "alice");

    private readonly ReplyCaches _replies = new(TimeProvider.System);
    private readonly SessionRegistry _sessions;

    public SessionRegistryTests() =>
        _sessions = new SessionRegistry(new ZimCallServerOptions(), new MemoryNodeDirectory(TimeProvider.System), "", _replies);

    public void Dispose()
    {
        _sessions.Dispose();
        _replies.Dispose();
    }

    [Fact]
    public async Task A_late_logout_does_not_end_the_login_that_came_after_it()
    {
        var first = (await _sessions.OpenAsync(Alice, "phone", "instance", "", now: 0))!.Value.Session;
        var second = (await _sessions.OpenAsync(Alice, "phone", "instance", "", now: 1))!.Value.Session;
        (await _sessions.CloseAsync(first, static () => true)).WasOpen.Should().BeFalse();
        _sessions.Of(Alice).Should().Equal(second);
    }

    [Fact]
    public async Task A_device_back_at_the_moment_its_time_is_up_stays()
    {
        var session = (await _sessions.OpenAsync(Alice, "phone", "instance", "", now: 0))!.Value.Session;
        (await _sessions.OpenAsync(Alice, "phone", "instance", session.SessionId, now: 35_000))!.Value.Session.Should().BeSameAs(session);
        (await _sessions.CloseAsync(session, () => session.LastHeard + 35_000 <= 35_000)).WasOpen.Should().BeFalse();
        _sessions.Of(Alice).Should().Equal(session);
    }
}
