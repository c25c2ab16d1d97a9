using Microsoft.Extensions.Logging.Abstractions;
using ZimCall.Core;
using ZimCall.Server.Tests.Support;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Calls;

public sealed class CallServiceTests : IDisposable
{
    private readonly VirtualTime _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_000_000));
    private readonly ZimCallServerOptions _options = new();
    private readonly MemoryCallStore _store = new(TimeSpan.FromHours(1), 1000) { IsShared = true };
    private readonly KeyedGates<CallKey> _gates = new();
    private readonly HeldRelay _relay = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly ReplyCaches _replies;
    private readonly SessionRegistry _sessions;
    private readonly ServerMetrics _metrics;
    private readonly PushService _push;
    private readonly CallService _calls;

    public CallServiceTests()
    {
        var work = new BackgroundWork(TaskScheduler.Default, NullLogger.Instance);
        var maker = new CallbackMaker(_options, _time);
        _replies = new ReplyCaches(_time);
        _sessions = new SessionRegistry(_options, new MemoryNodeDirectory(_time), "", _replies);
        _metrics = new ServerMetrics(_time);
        _push = new PushService(
            new WebhookPushGateway(maker, _store.Outbox, static _ => { }, _time), static _ => false, _sessions, _time, work, NullLogger.Instance);
        _calls = new CallService(
            _store,
            new CallRules(CallPolicy.Default),
            new Notifier(_sessions, _time),
            _relay,
            _gates,
            new CallCallbacks(maker, _sessions.IsOnlineAsync),
            static _ => { },
            _metrics.Calls,
            _time,
            _push,
            work);
    }

    public void Dispose()
    {
        _calls.Dispose();
        _push.Dispose();
        _metrics.Dispose();
        _sessions.Dispose();
        _replies.Dispose();
        _gates.Dispose();
        _closing.Dispose();
    }

    [Fact]
    public async Task What_a_durable_store_has_taken_goes_out_at_once_whoever_else_waits_or_is_to_be_told()
    {
        var bob = await ConnectAsync("bob");
        var invite = InviteAsync();
        invite.IsCompleted.Should().BeFalse("other nodes are still being told");
        bob.Sent.Should().ContainSingle();
        bob.Flushes.Should().Be(1);
        _relay.LetGo();
        await invite;
    }

    private Task InviteAsync() => _calls.ExecuteAsync(
        new CallKey(1, "c1"),
        new CallCommand.Invite { UserId = "alice", DeviceId = "d", CallId = "c1", Mode = CallMode.Advanced, Invitees = ["bob"] },
        CancellationToken.None);

    private async Task<FakeConnection> ConnectAsync(string userId)
    {
        var opened = await _sessions.OpenAsync(new UserKey(1, userId), "d", "i", "", _time.NowMs());
        var connection = new FakeConnection();
        var attachment = new Attachment(connection, _closing);
        opened!.Value.Session.Attach(attachment);
        attachment.Release();
        connection.Reset();
        return connection;
    }

    /// <summary>Other nodes take their time.</summary>
    private sealed class HeldRelay : ICallRelay
    {
        private readonly TaskCompletionSource _told = new();

        public void LetGo() => _told.SetResult();

        public void BringUp(CallKey key, Call? found)
        {
        }

        public void Joined(CallKey key, Session session)
        {
        }

        public ValueTask PassOnAsync(CallKey key, Call? found, Decision decision) => new(_told.Task);

        public void Doubt(CallKey key, Call? found)
        {
        }
    }
}
