using ZimCall.Protocol;
using ZimCall.Server.Tests.Support;

namespace ZimCall.Server.Tests.Sessions;

/// <summary>A session and its connections: one at a time, and none after its end.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly Session _session = new("s", new UserKey(1, "alice"), "d", "i", new ReplyCache());
    private readonly List<CancellationTokenSource> _closings = [];

    public void Dispose() => _closings.ForEach(static closing => closing.Dispose());

    [Fact]
    public void A_new_connection_breaks_the_one_before()
    {
        var (first, _) = Attach();
        var (second, attachment) = Attach();
        first.IsAborted.Should().BeTrue();
        _session.Send(Pong(1)).Should().BeTrue();
        first.Sent.Should().BeEmpty();
        attachment.Release();
        second.Sent.Should().Equal(Pong(1));
    }

    [Fact]
    public void What_is_sent_is_flushed_and_what_is_posted_is_left_to_the_poster()
    {
        var (connection, attachment) = Attach();
        attachment.Release();
        connection.Flushes.Should().Be(1, "that was for what had been held");
        _session.Send(Pong(1));
        connection.Flushes.Should().Be(2);
        _session.Post(Pong(2)).Should().BeSameAs(connection);
        connection.Sent.Should().Equal(Pong(1), Pong(2));
        connection.Flushes.Should().Be(2);
    }

    [Fact]
    public void A_client_that_does_not_take_what_is_posted_is_cut_off()
    {
        var (connection, attachment) = Attach();
        attachment.Release();
        connection.IsFull = true;
        _session.Post(Pong(1)).Should().BeNull();
        connection.IsAborted.Should().BeTrue();
    }

    [Fact]
    public void A_connection_that_was_replaced_cannot_take_its_successor_away()
    {
        var (_, old) = Attach();
        var (current, attachment) = Attach();
        _session.Detach(old).Should().BeFalse();
        attachment.Release();
        _session.Send(Pong(1));
        current.Sent.Should().Equal(Pong(1));
        _session.Detach(attachment).Should().BeTrue();
    }

    [Fact]
    public void A_logout_on_a_connection_that_was_replaced_does_not_end_the_session()
    {
        var (_, old) = Attach();
        var (current, attachment) = Attach();
        _session.TryLogOut(old).Should().BeFalse();
        _session.TryLogOut(attachment).Should().BeTrue();
        current.IsAborted.Should().BeFalse();
    }

    [Fact]
    public void A_connection_that_comes_after_the_logout_is_broken()
    {
        var (_, attachment) = Attach();
        _session.TryLogOut(attachment);
        Attach().Connection.IsAborted.Should().BeTrue();
    }

    [Fact]
    public void A_connection_that_comes_after_the_session_was_kicked_hears_of_it()
    {
        var kick = new ServerFrame { Kick = new Kick { Reason = Kick.Types.Reason.KickedOut } };
        _session.Kick(kick);
        var (late, _) = Attach();
        late.Sent.Should().Equal(kick);
        _closings[^1].IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public void A_connection_that_comes_after_the_device_was_given_up_is_broken()
    {
        var (first, _) = Attach();
        _session.Abandon();
        first.IsAborted.Should().BeTrue();
        Attach().Connection.IsAborted.Should().BeTrue();
    }

    [Fact]
    public void What_waits_behind_the_catch_up_comes_after_it_in_order()
    {
        var (connection, attachment) = Attach();
        _session.Send(Pong(1));
        _session.Send(Pong(2));
        attachment.SendFirst(Pong(0));
        attachment.Release();
        _session.Send(Pong(3));
        connection.Sent.Should().Equal(Pong(0), Pong(1), Pong(2), Pong(3));
    }

    [Fact]
    public void A_client_that_does_not_read_is_cut_off()
    {
        var (connection, attachment) = Attach();
        attachment.Release();
        connection.IsFull = true;
        _session.Send(Pong(1)).Should().BeFalse();
        connection.IsAborted.Should().BeTrue();
    }

    [Fact]
    public void The_end_of_a_token_is_announced_once_for_each_token()
    {
        _session.SetTokenExpiry(1000);
        _session.IsTokenWarned.Should().BeFalse();
        _session.TakeTokenWarning().Should().BeTrue();
        _session.TakeTokenWarning().Should().BeFalse();
        _session.IsTokenWarned.Should().BeTrue();
        _session.SetTokenExpiry(2000);
        _session.TakeTokenWarning().Should().BeTrue();
    }

    [Fact]
    public void An_alarm_is_set_only_when_none_rings_earlier()
    {
        _session.TrySetAlarm(100).Should().BeTrue();
        _session.TrySetAlarm(100).Should().BeFalse();
        _session.TrySetAlarm(200).Should().BeFalse();
        _session.TrySetAlarm(50).Should().BeTrue();
        _session.TryTakeAlarm(49).Should().BeFalse();
        _session.TryTakeAlarm(50).Should().BeTrue();
        _session.TrySetAlarm(150).Should().BeTrue();
        _session.TryTakeAlarm(100).Should().BeFalse("its place was taken by the one at 50");
        _session.TryTakeAlarm(150).Should().BeTrue();
    }

    private static ServerFrame Pong(long cookie) => new() { Pong = new Pong { Cookie = cookie } };

    private (FakeConnection Connection, Attachment Attachment) Attach()
    {
        var closing = new CancellationTokenSource();
        _closings.Add(closing);
        var connection = new FakeConnection();
        var attachment = new Attachment(connection, closing);
        _session.Attach(attachment);
        return (connection, attachment);
    }
}
