using ZimCall.Testing;

namespace ZimCall.Server.Tests.Sessions;

/// <summary>R-DEV-1, R-DEV-4: what a login does to those before it.</summary>
public sealed class SessionRegistryTests : IDisposable
{
    private static readonly UserKey Alice = new(1, "alice");
    private static readonly UserKey Bob = new(1, "bob");

    private readonly ZimCallServerOptions _options = new() { MaxDevicesPerUser = 3 };
    private readonly ReplyCaches _replies = new(new VirtualTime(DateTimeOffset.UnixEpoch));
    private readonly SessionRegistry _sessions;

    public SessionRegistryTests() =>
        _sessions = new SessionRegistry(_options, new MemoryNodeDirectory(TimeProvider.System), "", _replies);

    public void Dispose()
    {
        _sessions.Dispose();
        _replies.Dispose();
    }

    [Fact]
    public async Task A_user_is_online_from_the_first_session_to_the_last()
    {
        (await _sessions.IsOnlineAsync(Alice)).Should().BeFalse();
        var one = await Login(Alice, "d1");
        var two = await Login(Alice, "d2");
        (await _sessions.IsOnlineAsync(Alice)).Should().BeTrue();
        _sessions.Count.Should().Be(2);
        (await Close(one.Session)).Should().Be((true, false));
        (await _sessions.IsOnlineAsync(Alice)).Should().BeTrue();
        (await Close(two.Session)).Should().Be((true, true));
        (await _sessions.IsOnlineAsync(Alice)).Should().BeFalse();
        _sessions.Of(Alice).Should().BeEmpty();
        (await Close(two.Session)).Should().Be((false, false));
    }

    [Fact]
    public async Task Users_and_apps_have_nothing_to_do_with_each_other()
    {
        await Login(Alice, "d1");
        var bob = await Login(Bob, "d1");
        var other = await Login(new UserKey(2, "alice"), "d1");
        bob.Displaced.Should().BeEmpty();
        other.Displaced.Should().BeEmpty();
        _sessions.All.Should().HaveCount(3);
    }

    [Fact]
    public async Task The_oldest_is_displaced_when_there_are_too_many()
    {
        OpenedSession[] opened = [await Login(Alice, "d0"), await Login(Alice, "d1"), await Login(Alice, "d2")];
        opened.Should().OnlyContain(static login => login.Displaced.IsEmpty);
        (await Login(Alice, "d3")).Displaced.Should().Equal(opened[0].Session);
        (await Login(Alice, "d4")).Displaced.Should().Equal(opened[1].Session);
        _sessions.Of(Alice).Select(static session => session.DeviceId).Should().Equal("d2", "d3", "d4");
        (await Close(opened[0].Session)).WasOpen.Should().BeFalse("a displaced session is over");
    }

    [Fact]
    public async Task With_one_device_allowed_each_login_displaces_the_one_before()
    {
        _options.DeviceLoginPolicy = DeviceLoginPolicy.SingleDevice;
        var one = await Login(Alice, "d1");
        var two = await Login(Alice, "d2");
        two.Displaced.Should().Equal(one.Session);
        (await Login(Alice, "d1")).Displaced.Should().Equal(two.Session);
        _sessions.Of(Alice).Should().ContainSingle();
    }

    [Fact]
    public async Task Another_instance_of_the_same_device_displaces_the_one_before_and_nobody_else()
    {
        var one = await Login(Alice, "d1");
        await Login(Alice, "d2");
        await Login(Alice, "d3");
        var again = await Login(Alice, "d1", instance: "restarted");
        again.Displaced.Should().Equal(one.Session);
        again.Session.Should().NotBeSameAs(one.Session);
        _sessions.Of(Alice).Select(static session => session.DeviceId).Should().Equal("d2", "d3", "d1");
    }

    [Fact]
    public async Task The_same_instance_gets_its_session_again()
    {
        var one = await Login(Alice, "d1");
        one.Resumed.Should().BeFalse();
        var resumed = (await Reconnect(Alice, "d1", one.Session.SessionId))!.Value;
        resumed.Session.Should().BeSameAs(one.Session);
        resumed.Resumed.Should().BeTrue();
        resumed.Displaced.Should().BeEmpty();
        _sessions.Count.Should().Be(1);
    }

    [Fact]
    public async Task A_reconnect_that_never_heard_of_its_newest_session_gets_that_one()
    {
        var one = await Login(Alice, "d1");
        await Close(one.Session);
        var unheard = (await Reconnect(Alice, "d1", one.Session.SessionId))!.Value;
        var again = (await Reconnect(Alice, "d1", one.Session.SessionId))!.Value;
        again.Session.Should().BeSameAs(unheard.Session);
        again.Resumed.Should().BeFalse();
        again.Displaced.Should().BeEmpty();
    }

    [Fact]
    public async Task A_login_of_the_same_instance_is_a_session_of_its_own()
    {
        var one = await Login(Alice, "d1");
        var again = await Login(Alice, "d1");
        again.Displaced.Should().Equal(one.Session);
        _sessions.Of(Alice).Should().Equal(again.Session);
        (await Close(one.Session)).Should().Be((false, false), "a Logout of the session before, still on its way, is not one of this");
    }

    [Fact]
    public async Task A_session_whose_reason_to_end_is_gone_stays()
    {
        var one = await Login(Alice, "d1");
        (await _sessions.CloseAsync(one.Session, static () => false)).Should().Be(default(DeviceClosing));
        (await _sessions.IsOnlineAsync(Alice)).Should().BeTrue();
    }

    [Fact]
    public async Task A_reconnect_whose_session_is_over_gets_a_new_one()
    {
        var one = await Login(Alice, "d1");
        await Close(one.Session);
        var again = (await Reconnect(Alice, "d1", one.Session.SessionId))!.Value;
        again.Session.Should().NotBeSameAs(one.Session);
        again.Resumed.Should().BeFalse();
        again.Session.Replies.Should().BeSameAs(one.Session.Replies, "its requests had their effect already");
    }

    [Fact]
    public async Task A_reconnect_pushes_nobody_out()
    {
        _options.DeviceLoginPolicy = DeviceLoginPolicy.SingleDevice;
        var one = await Login(Alice, "d1");
        var two = await Login(Alice, "d2");
        (await Reconnect(Alice, "d1", one.Session.SessionId)).Should().BeNull();
        _sessions.Of(Alice).Should().Equal(two.Session);
    }

    [Fact]
    public async Task The_reconnect_of_an_instance_whose_device_runs_a_newer_one_pushes_nobody_out()
    {
        var one = await Login(Alice, "d1");
        var two = await Login(Alice, "d1", instance: "restarted");
        (await Reconnect(Alice, "d1", one.Session.SessionId)).Should().BeNull();
        _sessions.Of(Alice).Should().Equal(two.Session);
    }

    [Fact]
    public async Task Session_ids_cannot_be_guessed_from_each_other()
    {
        _options.MaxDevicesPerUser = 100;
        var opened = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Login(Alice, $"d{i}")));
        opened.Select(static login => login.Session.SessionId)
            .Should().OnlyHaveUniqueItems().And.OnlyContain(static id => id.Length == 32);
    }

    [Fact]
    public async Task Many_logins_at_once_leave_as_many_as_are_allowed()
    {
        await Parallel.ForAsync(0, 200, async (i, _) => await Login(Alice, $"d{i}"));
        _sessions.Of(Alice).Should().HaveCount(3).And.OnlyHaveUniqueItems();
    }

    private async Task<OpenedSession> Login(UserKey user, string device, string instance = "i") =>
        (await Open(user, device, instance, ""))!.Value;

    private Task<OpenedSession?> Reconnect(UserKey user, string device, string session) => Open(user, device, "i", session);

    private async Task<OpenedSession?> Open(UserKey user, string device, string instance, string session) =>
        await _sessions.OpenAsync(user, device, $"{instance}-{device}", session, now: 0);

    private async Task<(bool WasOpen, bool WasLast)> Close(Session session)
    {
        var (wasOpen, wasLast) = await _sessions.CloseAsync(session, static () => true);
        return (wasOpen, wasLast);
    }
}
