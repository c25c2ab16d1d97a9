namespace ZimCall.Scenarios.Handlers;

/// <summary>Whatever an app's handlers do, the SDK goes on, and so does everybody else.</summary>
public class HandlerTests
{
    /// <summary>A safety net in real time: nothing here waits for it unless something is broken.</summary>
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(30);

    private static readonly ZIMCallInviteConfig Advanced = new() { mode = ZIMCallInvitationMode.Advanced };

    public static TheoryData<bool> OverGrpc => [false, true];

    [Theory]
    [MemberData(nameof(OverGrpc))]
    public async Task One_that_throws_is_reported_and_the_next_event_comes(bool overGrpc)
    {
        await using var party = await Party.StartAsync(overGrpc);
        var (alice, bob) = (await party.LoginAsync("alice"), await party.LoginAsync("bob"));
        var (second, ended, reported) = (Signal<string>(), Signal<string>(), Signal<ZIMError>());
        bob.OnCallInvitationReceived += static (_, _, _) => throw new InvalidOperationException("an app's mistake");
        bob.OnCallInvitationReceived += (_, _, callID) => second.TrySetResult(callID);
        bob.OnCallInvitationEnded += (_, _, callID) => ended.TrySetResult(callID);
        bob.OnError += (_, error) => reported.TrySetResult(error);

        var call = await alice.CallInviteAsync(["bob"], Advanced);
        (await second.Task.WaitAsync(SafetyNet)).Should().Be(call.callID, "the other handler is called all the same");
        (await reported.Task.WaitAsync(SafetyNet)).message.Should().Contain("an app's mistake");
        await alice.CallEndAsync(call.callID);
        (await ended.Task.WaitAsync(SafetyNet)).Should().Be(call.callID);
    }

    [Theory]
    [MemberData(nameof(OverGrpc))]
    public async Task A_callback_that_throws_is_reported_and_the_next_operation_is_answered(bool overGrpc)
    {
        await using var party = await Party.StartAsync(overGrpc);
        var alice = await party.LoginAsync("alice");
        var (reported, answered) = (Signal<ZIMError>(), Signal<ZIMErrorCode>());
        alice.OnError += (_, error) => reported.TrySetResult(error);

        alice.CallAccept("1", new ZIMCallAcceptConfig(), static (_, _) => throw new InvalidOperationException("an app's mistake"));
        alice.CallReject("1", new ZIMCallRejectConfig(), (_, error) => answered.TrySetResult(error.code));

        (await answered.Task.WaitAsync(SafetyNet)).Should().Be(ZIMErrorCode.MessageModuleCallDoesNotExist);
        (await reported.Task.WaitAsync(SafetyNet)).message.Should().Contain("CallAccept").And.Contain("an app's mistake");
    }

    [Theory]
    [MemberData(nameof(OverGrpc))]
    public async Task One_that_blocks_holds_up_only_its_own_events(bool overGrpc)
    {
        await using var party = await Party.StartAsync(overGrpc);
        var (alice, bob, carol) = (await party.LoginAsync("alice"), await party.LoginAsync("bob"), await party.LoginAsync("carol"));
        using var release = new ManualResetEventSlim();
        var (entered, carolTold, bobTold) = (Signal<bool>(), Signal<string>(), Signal<string>());
        bob.OnCallInvitationReceived += (_, _, _) =>
        {
            entered.TrySetResult(true);
            release.Wait(SafetyNet);
        };
        bob.OnCallInvitationEnded += (_, _, callID) => bobTold.TrySetResult(callID);
        carol.OnCallInvitationEnded += (_, _, callID) => carolTold.TrySetResult(callID);

        var call = await alice.CallInviteAsync(["bob", "carol"], Advanced);
        await entered.Task.WaitAsync(SafetyNet);

        // Bob's handler is stuck: his operations are answered all the same, and the others hear of everything.
        await bob.QueryCallInvitationListAsync(new ZIMCallInvitationQueryConfig { count = 1 }).WaitAsync(SafetyNet);
        await alice.CallEndAsync(call.callID).WaitAsync(SafetyNet);
        (await carolTold.Task.WaitAsync(SafetyNet)).Should().Be(call.callID);
        bobTold.Task.IsCompleted.Should().BeFalse("events of one instance are raised one after another");

        release.Set();
        (await bobTold.Task.WaitAsync(SafetyNet)).Should().Be(call.callID);
    }

    [Theory]
    [MemberData(nameof(OverGrpc))]
    public async Task One_may_wait_for_an_operation_of_its_own_instance(bool overGrpc)
    {
        await using var party = await Party.StartAsync(overGrpc);
        var (alice, bob) = (await party.LoginAsync("alice"), await party.LoginAsync("bob"));
        var (accepted, heard) = (Signal<bool>(), Signal<string>());
        bob.OnCallInvitationReceived += (zim, _, callID) =>
        {
            // What the documentation says not to do; it must not lock up all the same.
            accepted.TrySetResult(zim.CallAcceptAsync(callID).Wait(SafetyNet));
        };
        alice.OnCallUserStateChanged += (_, info, callID) =>
        {
            if (info.callUserList.Any(static user => user is { userID: "bob", state: ZIMCallUserState.Accepted }))
            {
                heard.TrySetResult(callID);
            }
        };

        var call = await alice.CallInviteAsync(["bob"], Advanced);
        (await accepted.Task.WaitAsync(SafetyNet * 2)).Should().BeTrue();
        (await heard.Task.WaitAsync(SafetyNet)).Should().Be(call.callID);
    }

    [Theory]
    [MemberData(nameof(OverGrpc))]
    public async Task One_may_destroy_its_own_instance(bool overGrpc)
    {
        await using var party = await Party.StartAsync(overGrpc);
        var (alice, bob, carol) = (await party.LoginAsync("alice"), await party.LoginAsync("bob"), await party.LoginAsync("carol"));
        var (gone, carolTold) = (Signal<bool>(), Signal<string>());
        var events = 0;
        bob.OnCallInvitationReceived += (zim, _, _) =>
        {
            Interlocked.Increment(ref events);
            zim.Destroy();
            gone.TrySetResult(zim.DisposeAsync().AsTask().Wait(SafetyNet));
        };
        bob.OnCallUserStateChanged += (_, _, _) => Interlocked.Increment(ref events);
        bob.OnCallInvitationEnded += (_, _, _) => Interlocked.Increment(ref events);
        carol.OnCallInvitationEnded += (_, _, callID) => carolTold.TrySetResult(callID);

        var call = await alice.CallInviteAsync(["bob", "carol"], Advanced);
        (await gone.Task.WaitAsync(SafetyNet * 2)).Should().BeTrue("waiting for its end inside its own handler does not lock up");
        await alice.CallEndAsync(call.callID);
        (await carolTold.Task.WaitAsync(SafetyNet)).Should().Be(call.callID);
        Volatile.Read(ref events).Should().Be(1, "nothing is raised after Destroy");
    }

    private static TaskCompletionSource<T> Signal<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
