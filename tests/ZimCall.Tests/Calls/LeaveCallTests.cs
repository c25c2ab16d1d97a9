using ZimCall.Tests.Fakes;

namespace ZimCall.Tests.Calls;

public class LeaveCallTests
{
    [Theory]
    [InlineData(ZIMCallInvitationMode.General)]
    [InlineData(ZIMCallInvitationMode.Advanced)]
    public async Task A_call_that_rings_is_cancelled_once(ZIMCallInvitationMode mode)
    {
        await using var device = new Device().LoggedIn();
        var call = await StartCallTests.Start(device, mode, "bob");

        var disposal = call.DisposeAsync();
        device.Engine.Last.Operation.Should().Be("CallCancel");
        device.Engine.Last.Succeed();
        await disposal;
        var sent = device.Engine.Sent.Count;
        await call.DisposeAsync();

        device.Engine.Sent.Should().HaveCount(sent);
        (await call.OutcomeAsync()).Should().Be(new ZIMCallOutcome.Cancelled("alice", ""));
    }

    [Fact]
    public async Task An_accepted_Advanced_call_is_quit()
    {
        await using var device = new Device().LoggedIn();
        var call = await StartCallTests.Start(device, ZIMCallInvitationMode.Advanced, "bob");
        StartCallTests.Change(device, ("bob", ZIMCallUserState.Accepted, ""));

        var disposal = call.DisposeAsync();
        device.Engine.Last.Operation.Should().Be("CallQuit");
        device.Engine.Last.Succeed();

        await disposal;
    }

    [Fact]
    public async Task An_accepted_General_call_is_left_as_it_is()
    {
        await using var device = new Device().LoggedIn();
        var call = await StartCallTests.Start(device, ZIMCallInvitationMode.General, "bob", "carol");
        StartCallTests.Change(device, ("bob", ZIMCallUserState.Accepted, ""));

        await call.DisposeAsync();

        device.Engine.Last.Operation.Should().Be("CallInvite");
    }

    [Fact]
    public async Task An_Advanced_call_that_is_accepted_meanwhile_is_quit()
    {
        await using var device = new Device().LoggedIn();
        var call = await StartCallTests.Start(device, ZIMCallInvitationMode.Advanced, "bob");

        var quit = NextOf(device, "CallQuit");
        var disposal = call.DisposeAsync();
        device.Engine.Last.Refuse(ZIMErrorCode.MessageModuleCancelCallError);
        (await quit).Refuse(ZIMErrorCode.MessageModuleCallDoesNotExist);

        await disposal;
    }

    [Theory]
    [InlineData(ZIMErrorCode.MessageModuleCallDoesNotExist)]
    [InlineData(ZIMErrorCode.MessageModuleCancelCallError)]
    [InlineData(ZIMErrorCode.MessageModuleCallError)]
    public async Task That_it_was_over_already_is_no_error(ZIMErrorCode code)
    {
        await using var device = new Device().LoggedIn();
        var call = await StartCallTests.Start(device, ZIMCallInvitationMode.General, "bob");

        var disposal = call.DisposeAsync();
        device.Engine.Last.Refuse(code);

        await disposal;
    }

    [Fact]
    public async Task Any_other_failure_is_thrown()
    {
        await using var device = new Device().LoggedIn();
        var call = await StartCallTests.Start(device, ZIMCallInvitationMode.General, "bob");

        var disposal = call.DisposeAsync().AsTask();
        device.Engine.Last.Refuse(ZIMErrorCode.NetworkModuleRequestTimeout);

        await disposal.Invoking(it => it).Should().ThrowAsync<ZIMException>();
    }

    [Fact]
    public async Task A_call_that_is_over_is_not_left()
    {
        await using var device = new Device().LoggedIn();
        var call = await StartCallTests.Start(device, ZIMCallInvitationMode.General, "bob");
        StartCallTests.Change(device, ("bob", ZIMCallUserState.Rejected, ""));

        await call.DisposeAsync();

        device.Engine.Last.Operation.Should().Be("CallInvite");
    }

    // The quit is sent by a continuation, on another thread.
    private static Task<Sent> NextOf(Device device, string operation)
    {
        var sent = new TaskCompletionSource<Sent>(TaskCreationOptions.RunContinuationsAsynchronously);
        device.Engine.OnSent = it =>
        {
            if (it.Operation == operation)
            {
                sent.TrySetResult(it);
            }
        };
        return sent.Task;
    }
}
