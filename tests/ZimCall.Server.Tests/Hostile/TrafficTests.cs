using ZimCall.Protocol;
using ZimCall.Server.Tests.Hostile.Support;
using ZimCall.Server.Tests.Support;
using ZimCall.Testing;
using ZimCall.Wire;

namespace ZimCall.Server.Tests.Hostile;

/// <summary>Clients that ask for more than their part, and do not care what the server has told them. The clock stands still.</summary>
public sealed class TrafficTests
{
    private readonly VirtualTime _time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_session_that_asks_too_often_is_refused_and_told_how_long_to_wait()
    {
        await using var server = await HostileServer.StartAsync(configure: static options => options.SessionRequestsPerSecond = 4, time: _time);
        await using var session = await RawSession.LoginAsync(server);
        for (ulong id = 1; id <= 8; id++)
        {
            (await session.AskAsync(Query(id))).Error.Should().BeNull();
        }

        var refused = (await session.AskAsync(Query(9))).Error;
        refused.Code.Should().Be(6000005);
        refused.Message.Should().Be("QueryCallInvitationList refused: more than 4 requests of this session in a second; wait 250 ms");
        (await session.AskAsync(Query(9))).Error.Should().Be(refused, "the same request has the same answer");
        _time.Advance(TimeSpan.FromMilliseconds(250));
        (await session.AskAsync(Query(10))).Error.Should().BeNull();
    }

    [Fact]
    public async Task Frames_that_get_no_reply_are_read_no_faster_than_requests()
    {
        var waiting = new WaitSignal(_time, TimeSpan.FromMilliseconds(250));
        await using var server = await HostileServer.StartAsync(configure: static options => options.SessionRequestsPerSecond = 4, time: waiting);
        await using var session = await RawSession.LoginAsync(server);
        for (long cookie = 1; cookie <= 9; cookie++)
        {
            await session.SendAsync(new ClientFrame { Ping = new Ping { Cookie = cookie } });
        }

        for (long cookie = 1; cookie <= 8; cookie++)
        {
            (await session.ReadAsync()).Pong.Cookie.Should().Be(cookie);
        }

        var ninth = session.ReadAsync();
        await waiting.Begun.WaitAsync(HostileServer.Patience);
        ninth.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(250));
        (await ninth).Pong.Cookie.Should().Be(9);
    }

    [Fact]
    public async Task Only_so_many_connections_log_in_at_once()
    {
        await using var server = await HostileServer.StartAsync(configure: static options => options.MaxPendingLogins = 1, time: _time);
        await using var first = await RawSession.OpenAsync(server);
        var hello = Frames.Hello();
        await first.SendAsync(new ClientFrame { Hello = hello });
        var nonce = await first.ChallengeAsync();

        await using (var second = await RawSession.OpenAsync(server))
        {
            await second.RefusedAsync(RpcStatusCode.ResourceExhausted, 6000005, "1 connections are logging in; wait 5000 ms");
        }

        await first.SendAsync(RawSession.Proof(nonce, hello));
        (await first.ReadAsync()).FrameCase.Should().Be(ServerFrame.FrameOneofCase.Welcome);
        await using var third = await RawSession.OpenAsync(server);
        await third.SendAsync(new ClientFrame { Hello = Frames.Hello("trudy") });
        (await third.ChallengeAsync()).Should().HaveCount(32, "there is room again");
    }

    private static Request Query(ulong id) => new() { Id = id, QueryCallInvitationList = new QueryCallInvitationList { Count = 1 } };

    /// <summary>Tells when something begins to wait for a certain time.</summary>
    private sealed class WaitSignal(VirtualTime time, TimeSpan wait) : TimeProvider
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = time.CreateTimer(callback, state, dueTime, period);
            if (dueTime == wait)
            {
                _begun.TrySetResult();
            }

            return timer;
        }
    }
}
