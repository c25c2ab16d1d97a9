using ZimCall.Tests.Fakes;

namespace ZimCall.Tests.Facade;

public class DestroyTests
{
    [Fact]
    public async Task After_Destroy_operations_report_that_the_instance_is_gone()
    {
        await using var device = new Device();
        device.Engine.ConnectionState = ZIMConnectionState.Connected;
        device.Zim.Destroy();

        var reported = new TaskCompletionSource<(string, ZIMErrorCode)>(TaskCreationOptions.RunContinuationsAsynchronously);
        device.Zim.CallCancel([], "1", null, (id, _, error) => reported.SetResult((id, error.code)));
        (await reported.Task).Should().Be(("1", ZIMErrorCode.CommonModuleNotInit));

        Func<Task>[] operations =
        [
            () => device.Zim.LoginAsync(new ZIMUserInfo()), () => device.Zim.LogoutAsync(), () => device.Zim.RenewTokenAsync("t"),
            () => device.Zim.CallInviteAsync(["bob"]), () => device.Zim.CallCancelAsync([], "1"), () => device.Zim.CallAcceptAsync("1"),
            () => device.Zim.CallRejectAsync("1"), () => device.Zim.CallingInviteAsync(["bob"], "1"), () => device.Zim.CallJoinAsync("1"),
            () => device.Zim.CallQuitAsync("1"), () => device.Zim.CallEndAsync("1"), () => device.Zim.QueryCallInvitationListAsync(new()),
            () => device.Zim.StartCallAsync(["bob"]),
        ];
        foreach (var operation in operations)
        {
            (await operation.Should().ThrowAsync<ZIMException>()).Which.Error.code.Should().Be(ZIMErrorCode.CommonModuleNotInit);
        }

        device.Zim.Logout();
        device.Zim.ReconnectNow();
        device.Zim.ConnectionState.Should().Be(ZIMConnectionState.Disconnected);
        device.Zim.ActiveCalls.Should().BeEmpty();
        device.Engine.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task The_engine_is_closed_once_and_DisposeAsync_waits_for_it()
    {
        var closed = new TaskCompletionSource();
        await using var device = new Device();
        device.Engine.Closing = closed.Task;

        device.Zim.Destroy();
        device.Zim.Destroy();
        var disposal = device.Zim.DisposeAsync();
        disposal.IsCompleted.Should().BeFalse();
        closed.SetResult();
        await disposal;

        device.Engine.Disposals.Should().Be(1);
    }

    [Fact]
    public async Task After_Destroy_no_event_is_raised_not_even_to_the_handlers_that_are_left()
    {
        await using var device = new Device();
        var seen = new List<string>();
        device.Zim.onTokenWillExpire = (zim, _) =>
        {
            seen.Add("first");
            zim.Destroy();
        };
        device.Zim.OnTokenWillExpire += (_, _) => seen.Add("second");

        device.Engine.Events.TokenWillExpire(1);
        device.Engine.Events.TokenWillExpire(1);

        seen.Should().Equal("first");
    }

    [Fact]
    public async Task A_failure_while_closing_is_logged_and_not_thrown()
    {
        await using var device = new Device();
        device.Engine.Closing = Task.FromException(new IOException("broken"));

        await device.Zim.DisposeAsync();

        device.Log.Take().Should().ContainSingle().Which.Id.Should().Be(2002);
    }

    [Fact]
    public async Task After_Destroy_callbacks_come_where_those_before_came()
    {
        var context = new QueueContext();
        await using var device = new Device();
        device.Engine.AnswersOn = context;
        device.Zim.Destroy();
        ZIMErrorCode? code = null;

        device.Zim.Login(new ZIMUserInfo(), error => code = error.code);

        code.Should().BeNull();
        context.RunAll();
        code.Should().Be(ZIMErrorCode.CommonModuleNotInit);
    }

    private sealed class QueueContext : SynchronizationContext
    {
        private readonly Queue<Action> _posted = new();

        public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue(() => d(state));

        public void RunAll()
        {
            while (_posted.TryDequeue(out var posted))
            {
                posted();
            }
        }
    }
}
