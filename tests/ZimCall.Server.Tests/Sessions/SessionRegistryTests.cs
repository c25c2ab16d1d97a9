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

    public SessionRegistryTests() => _sessions = new SessionRegistry(_options, _replies);

    public void Dispose() => _replies.Dispose();

    [Fact]
    public void A_user_is_online_from_the_first_session_to_the_last()
    {
        _sessions.IsOnline(Alice).Should().BeFalse();
        var one = Login(Alice, "d1");
        var two = Login(Alice, "d2");
        one.UserWasOffline.Should().BeTrue();
        two.UserWasOffline.Should().BeFalse();
        _sessions.Count.Should().Be(2);
        _sessions.Close(one.Session).Should().Be((true, false));
        _sessions.IsOnline(Alice).Should().BeTrue();
        _sessions.Close(two.Session).Should().Be((true, true));
        _sessions.IsOnline(Alice).Should().BeFalse();
        _sessions.Of(Alice).Should().BeEmpty();
        _sessions.Close(two.Session).Should().Be((false, false));
    }

    [Fact]
    public void Users_and_apps_have_nothing_to_do_with_each_other()
    {
        Login(Alice, "d1");
        var bob = Login(Bob, "d1");
        var other = Login(new UserKey(2, "alice"), "d1");
        bob.UserWasOffline.Should().BeTrue();
        other.UserWasOffline.Should().BeTrue();
        _sessions.All.Should().HaveCount(3);
    }

    [Fact]
    public void The_oldest_is_displaced_when_there_are_too_many()
    {
        var opened = Enumerable.Range(0, 3).Select(i => Login(Alice, $"d{i}")).ToArray();
        opened.Should().OnlyContain(static login => login.Displaced.IsEmpty);
        Login(Alice, "d3").Displaced.Should().Equal(opened[0].Session);
        Login(Alice, "d4").Displaced.Should().Equal(opened[1].Session);
        _sessions.Of(Alice).Select(static session => session.DeviceId).Should().Equal("d2", "d3", "d4");
        _sessions.Close(opened[0].Session).WasOpen.Should().BeFalse("a displaced session is over");
    }

    [Fact]
    public void With_one_device_allowed_each_login_displaces_the_one_before()
    {
        _options.DeviceLoginPolicy = DeviceLoginPolicy.SingleDevice;
        var one = Login(Alice, "d1");
        var two = Login(Alice, "d2");
        two.Displaced.Should().Equal(one.Session);
        Login(Alice, "d1").Displaced.Should().Equal(two.Session);
        _sessions.Of(Alice).Should().ContainSingle();
    }

    [Fact]
    public void Another_instance_of_the_same_device_displaces_the_one_before_and_nobody_else()
    {
        var one = Login(Alice, "d1");
        Login(Alice, "d2");
        Login(Alice, "d3");
        var again = Login(Alice, "d1", instance: "restarted");
        again.Displaced.Should().Equal(one.Session);
        again.Session.Should().NotBeSameAs(one.Session);
        _sessions.Of(Alice).Select(static session => session.DeviceId).Should().Equal("d2", "d3", "d1");
    }

    [Fact]
    public void The_same_instance_gets_its_session_again()
    {
        var one = Login(Alice, "d1");
        one.Resumed.Should().BeFalse();
        var resumed = Reconnect(Alice, "d1", one.Session.SessionId)!.Value;
        resumed.Session.Should().BeSameAs(one.Session);
        resumed.Resumed.Should().BeTrue();
        resumed.Displaced.Should().BeEmpty();
        var loggedInAgain = Login(Alice, "d1");
        loggedInAgain.Session.Should().BeSameAs(one.Session);
        loggedInAgain.Resumed.Should().BeFalse();
        _sessions.Count.Should().Be(1);
    }

    [Fact]
    public void A_reconnect_whose_session_is_over_gets_a_new_one()
    {
        var one = Login(Alice, "d1");
        _sessions.Close(one.Session);
        var again = Reconnect(Alice, "d1", one.Session.SessionId)!.Value;
        again.Session.Should().NotBeSameAs(one.Session);
        again.Resumed.Should().BeFalse();
        again.UserWasOffline.Should().BeTrue();
        again.Session.Replies.Should().BeSameAs(one.Session.Replies, "its requests had their effect already");
    }

    [Fact]
    public void A_reconnect_pushes_nobody_out()
    {
        _options.DeviceLoginPolicy = DeviceLoginPolicy.SingleDevice;
        var one = Login(Alice, "d1");
        var two = Login(Alice, "d2");
        Reconnect(Alice, "d1", one.Session.SessionId).Should().BeNull();
        _sessions.Of(Alice).Should().Equal(two.Session);
    }

    [Fact]
    public void The_reconnect_of_an_instance_whose_device_runs_a_newer_one_pushes_nobody_out()
    {
        var one = Login(Alice, "d1");
        var two = Login(Alice, "d1", instance: "restarted");
        Reconnect(Alice, "d1", one.Session.SessionId).Should().BeNull();
        _sessions.Of(Alice).Should().Equal(two.Session);
    }

    [Fact]
    public void Session_ids_cannot_be_guessed_from_each_other()
    {
        _options.MaxDevicesPerUser = 100;
        Enumerable.Range(0, 50).Select(i => Login(Alice, $"d{i}").Session.SessionId)
            .Should().OnlyHaveUniqueItems().And.OnlyContain(static id => id.Length == 32);
    }

    [Fact]
    public async Task Many_logins_at_once_leave_as_many_as_are_allowed()
    {
        await Parallel.ForAsync(0, 200, (i, _) =>
        {
            Login(Alice, $"d{i}");
            return ValueTask.CompletedTask;
        });
        _sessions.Of(Alice).Should().HaveCount(3).And.OnlyHaveUniqueItems();
    }

    private SessionRegistry.Opened Login(UserKey user, string device, string instance = "i") => Open(user, device, instance, "")!.Value;

    private SessionRegistry.Opened? Reconnect(UserKey user, string device, string session) => Open(user, device, "i", session);

    private SessionRegistry.Opened? Open(UserKey user, string device, string instance, string session) =>
        _sessions.Open(user, device, $"{instance}-{device}", session);
}
