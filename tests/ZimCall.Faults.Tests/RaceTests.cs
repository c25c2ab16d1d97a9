using System.Globalization;
using System.Threading.Channels;
using ZimCall.Faults.Tests.Support;

namespace ZimCall.Faults.Tests;

/// <summary>
/// Two nodes decide about one call at the same time. <c>ZIMCALL_RACES=n</c> makes n races of each kind. All seen to fail when
/// Verdict does not compare revisions.
/// </summary>
[Collection(PostgresCollection.Name)]
[Trait("Category", "Faults")]
[Trait("Needs", "PostgreSQL")]
public sealed class RaceTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly int Count =
        Environment.GetEnvironmentVariable("ZIMCALL_RACES") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 100;

    private Cluster _cluster = null!;
    private Racer _alice = null!;
    private Racer _bob = null!;
    private Racer _bobsTablet = null!;
    private ApiClient _api = null!;

    public async Task InitializeAsync()
    {
        _cluster = await Cluster.StartAsync(postgres);
        _alice = await Racer.LoginAsync(_cluster.Nodes[0], "alice", "phone");
        _bob = await Racer.LoginAsync(_cluster.Nodes[1], "bob", "phone");
        _bobsTablet = await Racer.LoginAsync(_cluster.Nodes[2], "bob", "tablet");
        _api = new ApiClient(_cluster.Nodes);
    }

    public async Task DisposeAsync()
    {
        foreach (var racer in new[] { _alice, _bob, _bobsTablet })
        {
            await racer.DisposeAsync();
        }

        _api.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Cancel_against_accept()
    {
        var wins = new Dictionary<string, int>();
        for (var i = 0; i < Count; i++)
        {
            var callId = await RingAsync(ZIMCallInvitationMode.General);
            var (cancel, accept) = await AtOnceAsync(() => _alice.Zim.CallCancelAsync([], callId), () => _bob.Zim.CallAcceptAsync(callId));
            var winner = (cancel, accept) switch
            {
                (ZIMErrorCode.Success, ZIMErrorCode.MessageModuleCallDoesNotExist) => "cancel",
                (ZIMErrorCode.MessageModuleCancelCallError, ZIMErrorCode.Success) => "accept",

                // Answered before the cancellation set out: a General call is over when nobody is pending.
                (ZIMErrorCode.MessageModuleCallDoesNotExist, ZIMErrorCode.Success) => "accept",
                _ => throw new InvalidOperationException($"{callId}: cancel {cancel}, accept {accept}"),
            };
            (await StateOfAsync(callId, "bob")).Should().Be(winner == "accept" ? ZIMCallUserState.Accepted : ZIMCallUserState.Cancelled);
            wins[winner] = wins.GetValueOrDefault(winner) + 1;
        }

        wins.Should().HaveCount(2, "each of them wins some of {0}", Count);
    }

    [Fact]
    public async Task Accept_on_two_devices()
    {
        for (var i = 0; i < Count; i++)
        {
            var callId = await RingAsync(ZIMCallInvitationMode.Advanced);
            await _bobsTablet.RingsAsync(callId);
            var (phone, tablet) = await AtOnceAsync(() => _bob.Zim.CallAcceptAsync(callId), () => _bobsTablet.Zim.CallAcceptAsync(callId));
            new[] { phone, tablet }.Should().BeEquivalentTo([ZIMErrorCode.Success, ZIMErrorCode.MessageModuleCallError]);
            await _alice.Zim.CallEndAsync(callId);
        }
    }

    [Fact]
    public async Task End_against_join()
    {
        for (var i = 0; i < Count; i++)
        {
            var callId = await RingAsync(ZIMCallInvitationMode.Advanced);
            await _bob.Zim.CallAcceptAsync(callId);
            await _bob.Zim.CallQuitAsync(callId);
            var (end, join) = await AtOnceAsync(() => _alice.Zim.CallEndAsync(callId), () => _bob.Zim.CallJoinAsync(callId));
            end.Should().BeOneOf([ZIMErrorCode.Success], "whoever joins ends nothing");
            join.Should().BeOneOf(ZIMErrorCode.Success, ZIMErrorCode.MessageModuleCallDoesNotExist);
            (await _api.FindCallAsync(callId))!.Value.GetProperty("State").GetInt32().Should().Be((int)ZIMCallState.Ended);
        }
    }

    private async Task<string> RingAsync(ZIMCallInvitationMode mode)
    {
        var callId = (await _alice.Zim.CallInviteAsync(["bob"], new ZIMCallInviteConfig { mode = mode })).callID;
        await _bob.RingsAsync(callId);
        return callId;
    }

    private static async Task<(ZIMErrorCode First, ZIMErrorCode Second)> AtOnceAsync(Func<Task> first, Func<Task> second)
    {
        using var start = new Barrier(2);
        Task<ZIMErrorCode>[] racing = [Task.Run(() => RunAsync(first)), Task.Run(() => RunAsync(second))];
        await Task.WhenAll(racing);
        return (await racing[0], await racing[1]);

        async Task<ZIMErrorCode> RunAsync(Func<Task> operation)
        {
            start.SignalAndWait(Patience);
            try
            {
                await operation();
                return ZIMErrorCode.Success;
            }
            catch (ZIMException exception)
            {
                return exception.Error.code;
            }
        }
    }

    private async Task<ZIMCallUserState> StateOfAsync(string callId, string userId) =>
        (ZIMCallUserState)(await _api.FindCallAsync(callId))!.Value.GetProperty("UserList").EnumerateArray()
            .Single(user => user.GetProperty("UserId").GetString() == userId).GetProperty("State").GetInt32();

    /// <summary>A device that is connected to one node.</summary>
    private sealed class Racer : IAsyncDisposable
    {
        private readonly Channel<string> _ringing = Channel.CreateUnbounded<string>();

        private Racer(Node node, string device)
        {
            Zim = new ZIM(new ZIMOptions
            {
                AppID = DevelopmentKeys.AppId,
                AppSign = DevelopmentKeys.AppSign,
                ServerAddress = new Uri($"http://127.0.0.1:{node.Port}"),
                DeviceId = device,
            });
            Zim.OnCallInvitationReceived += (_, _, callID) => _ringing.Writer.TryWrite(callID);
        }

        public ZIM Zim { get; }

        public static async Task<Racer> LoginAsync(Node node, string user, string device)
        {
            var racer = new Racer(node, device);
            await racer.Zim.LoginAsync(new ZIMUserInfo { userID = user });
            return racer;
        }

        public async Task RingsAsync(string callId)
        {
            using var limit = new CancellationTokenSource(Patience);
            while (await _ringing.Reader.ReadAsync(limit.Token) != callId)
            {
                // An earlier one.
            }
        }

        public ValueTask DisposeAsync() => Zim.DisposeAsync();
    }
}
