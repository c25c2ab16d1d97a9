using ZimCall.Testing;

namespace ZimCall.Scenarios.Testing;

/// <summary>What the tests of apps rely on: that the test backend does what it says, and comes to rest.</summary>
public sealed class TestBackendTests : IAsyncLifetime
{
    /// <summary>A safety net in real time: nothing here waits for it unless something is broken.</summary>
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(20);

    private readonly ZimTestBackend _backend = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Fact]
    public async Task Everything_comes_to_rest_while_frames_are_on_a_slow_way()
    {
        var (alice, bob) = (await _backend.LoginAsync("alice"), await _backend.LoginAsync("bob"));
        _backend.Delay(bob, TimeSpan.FromSeconds(2));
        for (var i = 0; i < 3; i++)
        {
            var call = await alice.CallInviteAsync(["bob"]);
            await alice.CallCancelAsync([], call.callID);
        }

        // Six frames are on their way; they take time, and time stands still.
        await _backend.SettleAsync().WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task A_delay_delays_each_way()
    {
        var (alice, bob) = (await _backend.LoginAsync("alice"), await _backend.LoginAsync("bob"));
        _backend.Delay(bob, TimeSpan.FromSeconds(2));
        await alice.CallInviteAsync(["bob"]);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(1.9));
        bob.ActiveCalls.Should().BeEmpty();
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(0.1));
        bob.ActiveCalls.Should().ContainSingle();
        OwnStateOf("bob", alice).Should().Be(ZIMCallUserState.Inviting, "the acknowledgement is on its way back");
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(2));
        OwnStateOf("bob", alice).Should().Be(ZIMCallUserState.Received);
    }

    [Fact]
    public async Task A_stream_keeps_its_order_whatever_the_delay_does()
    {
        for (var seed = 1; seed <= 30; seed++)
        {
            await using var backend = new ZimTestBackend(new ZimTestBackendOptions { Seed = seed });
            var alice = await backend.LoginAsync("alice");
            await backend.RegisterAsync("bob");
            var config = new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced };
            var call = await alice.CallInviteAsync(["bob"], config);

            backend.Delay(alice, TimeSpan.FromSeconds(2));
            var quitting = alice.CallQuitAsync(call.callID);
            backend.Delay(alice, TimeSpan.FromMilliseconds(1));
            var inviting = alice.CallInviteAsync(["bob"], config);
            await backend.AdvanceAsync(TimeSpan.FromSeconds(5));
            await quitting;
            await inviting.Awaiting(static task => task).Should().NotThrowAsync("alice quit before she invited again (seed {0})", seed);
        }
    }

    [Fact]
    public async Task A_network_that_is_back_has_connected_when_ResumeAsync_returns()
    {
        var (alice, bob) = (await _backend.LoginAsync("alice"), await _backend.LoginAsync("bob"));
        for (var i = 0; i < 20; i++)
        {
            _backend.Drop(bob);

            // Long enough that the device tries to connect, and its try hangs.
            await _backend.AdvanceAsync(TimeSpan.FromSeconds(i * 3));
            await _backend.ResumeAsync(bob);
            bob.ConnectionState.Should().Be(ZIMConnectionState.Connected);
        }

        alice.ConnectionState.Should().Be(ZIMConnectionState.Connected);
    }

    [Fact]
    public async Task A_crashed_device_is_gone_at_once_and_missed_later()
    {
        var (alice, bob) = (await _backend.LoginAsync("alice"), await _backend.LoginAsync("bob"));
        await alice.CallInviteAsync(["bob"]);
        var before = _backend.Time.GetUtcNow();
        await _backend.CrashAsync(alice);
        _backend.Time.GetUtcNow().Should().Be(before, "dying takes no time");
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(34));
        bob.ActiveCalls.Should().ContainSingle("the server does not know yet");
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(2));
        bob.ActiveCalls.Should().BeEmpty("R-GONE-1");
    }

    [Fact]
    public async Task Time_stands_still_until_it_is_moved()
    {
        var rings = 0;
        await using var timer = _backend.Time.CreateTimer(_ => rings++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        await _backend.SettleAsync();
        rings.Should().Be(0);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(5.5));
        rings.Should().Be(3, "at 1, 3 and 5 seconds");
    }

    [Fact]
    public async Task Of_two_things_begun_at_once_the_seed_decides_which_is_first()
    {
        var winners = new List<string>();
        for (var seed = 1; seed <= 20; seed++)
        {
            var winner = await RaceAsync(seed);
            (await RaceAsync(seed)).Should().Be(winner, "seed {0} decides", seed);
            winners.Add(winner);
        }

        winners.Should().Contain("cancel").And.Contain("accept");
    }

    /// <summary>A cancel against an accept.</summary>
    private static async Task<string> RaceAsync(int seed)
    {
        await using var backend = new ZimTestBackend(new ZimTestBackendOptions { Seed = seed });
        var (alice, bob) = (await backend.LoginAsync("alice"), await backend.LoginAsync("bob"));
        var callID = (await alice.CallInviteAsync(["bob"])).callID;
        await backend.SettleAsync();

        var (cancelled, accepted) = (ZIMErrorCode.Failed, ZIMErrorCode.Failed);
        await backend.AtOnceAsync(() =>
        {
            alice.CallCancel(["bob"], callID, new ZIMCallCancelConfig(), (_, _, error) => cancelled = error.code);
            bob.CallAccept(callID, new ZIMCallAcceptConfig(), (_, error) => accepted = error.code);
        });

        return (cancelled, accepted) switch
        {
            (ZIMErrorCode.Success, not ZIMErrorCode.Success) => "cancel",
            (not ZIMErrorCode.Success, ZIMErrorCode.Success) => "accept",
            _ => throw new InvalidOperationException($"cancel: {cancelled}, accept: {accepted}"),
        };
    }

    private static ZIMCallUserState OwnStateOf(string userID, ZIM zim) =>
        zim.ActiveCalls.Single().Members.Single(member => member.UserID == userID).State;
}
