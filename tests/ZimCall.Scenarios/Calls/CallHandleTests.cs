using ZimCall.Testing;

namespace ZimCall.Scenarios.Calls;

/// <summary>The handle of a call that this instance started, against the real server.</summary>
public sealed class CallHandleTests : IAsyncLifetime
{
    private readonly ZimTestBackend _backend = new();
    private ZIM _alice = null!;
    private ZIM _bob = null!;

    public async Task InitializeAsync()
    {
        _alice = await _backend.LoginAsync("alice");
        _bob = await _backend.LoginAsync("bob");
    }

    public Task DisposeAsync() => _backend.DisposeAsync().AsTask();

    [Fact]
    public async Task An_accept_is_the_outcome()
    {
        await using var call = await _alice.StartCallAsync(["bob"]);
        await _bob.CallAcceptAsync(call.CallID, new ZIMCallAcceptConfig { extendedData = "hello" });
        (await call.OutcomeAsync()).Should().Be(new ZIMCallOutcome.Accepted("bob", "hello"));
    }

    [Fact]
    public async Task Nobody_answering_is_the_outcome_after_the_ring_time()
    {
        await using var call = await _alice.StartCallAsync(["bob"]);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(89.9));
        call.OutcomeAsync().IsCompleted.Should().BeFalse();
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(0.1));
        (await call.OutcomeAsync()).Should().BeOfType<ZIMCallOutcome.TimedOut>();
    }

    [Fact]
    public async Task Disposing_of_a_ringing_call_cancels_it()
    {
        var cancelled = new List<string>();
        _bob.OnCallInvitationCancelled += (_, info, _) => cancelled.Add(info.inviter);
        var call = await _alice.StartCallAsync(["bob"]);
        await call.DisposeAsync();
        await _backend.SettleAsync();
        cancelled.Should().Equal("alice");
        (await call.OutcomeAsync()).Should().Be(new ZIMCallOutcome.Cancelled("alice", ""));
    }

    [Fact]
    public async Task Disposing_of_an_advanced_call_that_goes_on_quits_it()
    {
        var call = await _alice.StartCallAsync(["bob"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
        await _bob.CallAcceptAsync(call.CallID);
        await _backend.SettleAsync();
        await call.DisposeAsync();
        await _backend.SettleAsync();
        _bob.ActiveCalls.Should().ContainSingle().Which.Members
            .Should().Contain(new ZIMCallMember("alice", ZIMCallUserState.Quit, ""));
    }

    [Fact]
    public async Task A_call_that_another_device_takes_over_is_over_for_this_one()
    {
        var elsewhere = await _backend.LoginAsync("alice");
        var call = await _alice.StartCallAsync(["bob"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
        await _bob.CallAcceptAsync(call.CallID);
        await elsewhere.CallJoinAsync(call.CallID);
        await _backend.SettleAsync();
        var changes = new List<ZIMCallChange>();
        await foreach (var change in call.Changes)
        {
            changes.Add(change);
        }

        changes[^1].Should().Be(new ZIMCallChange.Over(new ZIMCallOutcome.Ended(By: null, "")));
        _alice.ActiveCalls.Should().BeEmpty();
        elsewhere.ActiveCalls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_server_that_dies_ends_the_call_with_an_error_and_no_hang()
    {
        var errors = new List<ZIMErrorCode>();
        _alice.OnError += (_, error) => errors.Add(error.code);
        await using var call = await _alice.StartCallAsync(["bob"]);
        await _backend.CrashServerAsync();
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(30));
        (await call.OutcomeAsync()).Should().Be(new ZIMCallOutcome.Ended(By: null, ""));
        errors.Should().Equal(ZIMErrorCode.MessageModuleCallDoesNotExist);
        _alice.ActiveCalls.Should().BeEmpty();
        _alice.ConnectionState.Should().Be(ZIMConnectionState.Connected);
    }
}
