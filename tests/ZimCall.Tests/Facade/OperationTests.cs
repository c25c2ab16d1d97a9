using ZimCall.Tests.Fakes;

namespace ZimCall.Tests.Facade;

public class OperationTests
{
    private static readonly List<string> Bob = ["bob"];

    [Fact]
    public async Task Callback_forms_pass_everything_on_and_report_the_result()
    {
        await using var device = new Device();
        var (zim, engine) = (device.Zim, device.Engine);
        var seen = new List<string>();
        var invite = new ZIMCallInviteConfig();
        var user = new ZIMUserInfo { userID = "alice" };

        zim.Login(user, "t", error => seen.Add($"login {error.code}"));
        engine.Last.Arguments.Should().Equal(user, "t");
        engine.Last.Succeed();
        zim.RenewToken("t2", (token, error) => seen.Add($"renew {token} {error.code}"));
        engine.Last.Succeed();
        zim.CallInvite(Bob, invite, (id, info, error) => seen.Add($"invite {id} {info.timeout} {info.errorUserList[0].userID} {error.code}"));
        engine.Last.Arguments.Should().Equal(Bob, invite);
        engine.Last.Succeed(new ZIMCallInvitationSentResult { callID = "1", timeout = 90, errorUserList = [new() { userID = "x", reason = 6000011 }] });
        zim.CallCancel(Bob, "1", null, (id, left, error) => seen.Add($"cancel {id} {left[0]} {error.code}"));
        engine.Last.Succeed(new ZIMCallCancelSentResult { callID = "1", errorInvitees = ["bob"] });
        zim.CallAccept("1", null, (id, error) => seen.Add($"accept {id} {error.code}"));
        engine.Last.Succeed();
        zim.CallReject("1", null, (id, error) => seen.Add($"reject {id} {error.code}"));
        engine.Last.Refuse(ZIMErrorCode.MessageModuleCallError);
        zim.CallingInvite(Bob, "1", null, (id, info, error) => seen.Add($"calling {id} {info.errorUserList.Count} {error.code}"));
        engine.Last.Succeed();
        zim.CallJoin("1", null, (id, info, error) =>
            seen.Add($"join {id} {info.createTime} {info.joinTime} {info.extendedData} {info.callUserList.Count} {error.code}"));
        engine.Last.Succeed(new ZIMCallJoinSentResult { callID = "1", createTime = 1, joinTime = 2, extendedData = "e", callUserList = [new()] });
        zim.CallQuit("1", null, (id, info, error) => seen.Add($"quit {id} {info.createTime} {info.acceptTime} {info.quitTime} {error.code}"));
        engine.Last.Succeed(new ZIMCallQuitSentResult { callID = "1", createTime = 1, acceptTime = 2, quitTime = 3 });
        zim.CallEnd("1", null, (id, info, error) => seen.Add($"end {id} {info.createTime} {info.acceptTime} {info.endTime} {error.code}"));
        engine.Last.Succeed(new ZIMCallEndSentResult { callID = "1", createTime = 1, acceptTime = 2, endTime = 3 });
        zim.QueryCallInvitationList(new(), (list, next, error) => seen.Add($"query {list.Count} {next} {error.code}"));
        engine.Last.Succeed(new ZIMCallInvitationListQueriedResult { callList = [new()], nextFlag = 7 });
        zim.Logout();

        engine.Last.Operation.Should().Be("Logout");
        seen.Should().Equal(
            "login Success", "renew t2 Success", "invite 1 90 x Success", "cancel 1 bob Success", "accept 1 Success",
            "reject 1 MessageModuleCallError", "calling 1 0 Success", "join 1 1 2 e 1 Success", "quit 1 1 2 3 Success",
            "end 1 1 2 3 Success", "query 1 7 Success");
    }

    [Fact]
    public async Task Task_forms_pass_everything_on_and_return_the_result()
    {
        await using var device = new Device();
        var (zim, engine) = (device.Zim, device.Engine);
        var invitation = new ZIMCallInvitationSentResult { callID = "1" };

        async Task<T> Answered<T>(Task<T> task, object? result = null)
        {
            engine.Last.Succeed(result);
            return await task;
        }

        async Task Done(Task task)
        {
            engine.Last.Succeed();
            await task;
        }

        await Done(zim.LoginAsync(new ZIMUserInfo()));
        await Done(zim.RenewTokenAsync("t"));
        (await Answered(zim.CallInviteAsync(Bob), invitation)).Should().BeSameAs(invitation);
        (await Answered(zim.CallCancelAsync(Bob, "1"))).callID.Should().Be("1");
        await Done(zim.CallAcceptAsync("1"));
        await Done(zim.CallRejectAsync("1"));
        (await Answered(zim.CallingInviteAsync(Bob, "1"))).callID.Should().Be("1");
        (await Answered(zim.CallJoinAsync("1"))).callID.Should().Be("1");
        (await Answered(zim.CallQuitAsync("1"))).callID.Should().Be("1");
        (await Answered(zim.CallEndAsync("1"))).callID.Should().Be("1");
        (await Answered(zim.QueryCallInvitationListAsync(new()))).callList.Should().BeEmpty();
        await Done(zim.LogoutAsync());

        engine.Sent.Select(sent => sent.Operation).Should().Equal(
            "Login", "RenewToken", "CallInvite", "CallCancel", "CallAccept", "CallReject", "CallingInvite", "CallJoin", "CallQuit",
            "CallEnd", "QueryCallInvitationList", "Logout");
    }

    [Fact]
    public async Task A_refusal_is_thrown_by_the_Task_form_with_its_code_and_message()
    {
        await using var device = new Device();

        var task = device.Zim.CallAcceptAsync("1");
        device.Engine.Last.Refuse(ZIMErrorCode.MessageModuleCallDoesNotExist, "CallAccept refused");

        var thrown = (await task.Invoking(it => it).Should().ThrowAsync<ZIMException>()).Which;
        thrown.Error.code.Should().Be(ZIMErrorCode.MessageModuleCallDoesNotExist);
        thrown.Message.Should().Be("CallAccept refused");
    }

    [Fact]
    public async Task Cancelling_ends_the_Task_and_the_late_answer_is_dropped()
    {
        await using var device = new Device();
        using var stop = new CancellationTokenSource();

        var task = device.Zim.CallAcceptAsync("1", ct: stop.Token);
        device.Engine.Last.Ct.Should().Be(stop.Token);
        await stop.CancelAsync();

        await task.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();
        device.Engine.Last.Refuse(ZIMErrorCode.Failed);
    }

    [Fact]
    public async Task A_token_that_is_cancelled_before_sends_nothing()
    {
        await using var device = new Device();

        await device.Zim.Invoking(zim => zim.CallAcceptAsync("1", ct: new CancellationToken(canceled: true)))
            .Should().ThrowAsync<OperationCanceledException>();

        device.Engine.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task Nulls_are_the_engines_to_judge_and_a_missing_callback_is_fine()
    {
        await using var device = new Device();

        device.Zim.CallInvite(null!, null, null);
        device.Zim.Login(null!, null, null);
        device.Zim.CallQuit(null!, null, null);

        device.Engine.Sent.SelectMany(sent => sent.Arguments).Should().OnlyContain(argument => argument == null);
        foreach (var sent in device.Engine.Sent)
        {
            sent.Refuse(ZIMErrorCode.CommonModuleParamInvalid);
        }
    }

    [Fact]
    public async Task A_callback_that_throws_is_logged_and_reported()
    {
        await using var device = new Device();
        ZIMError? reported = null;
        device.Zim.OnError += (_, error) => reported = error;

        device.Zim.CallAccept("1", null, (_, _) => throw new InvalidOperationException("oh"));
        device.Engine.Last.Succeed();

        reported!.message.Should().Be("The callback of CallAccept threw InvalidOperationException: oh");
        device.Log.Take().Should().ContainSingle().Which.Id.Should().Be(2001);
    }

    [Fact]
    public async Task QueryAll_asks_page_after_page_until_the_flag_is_zero()
    {
        await using var device = new Device();
        var pages = device.Zim.QueryAllCallInvitationsAsync(pageSize: 2).GetAsyncEnumerator();

        var first = pages.MoveNextAsync();
        device.Engine.Last.Succeed(new ZIMCallInvitationListQueriedResult { callList = [new() { callID = "3" }, new() { callID = "2" }], nextFlag = 9 });
        (await first).Should().BeTrue();
        (await pages.MoveNextAsync()).Should().BeTrue();
        var third = pages.MoveNextAsync();
        ((ZIMCallInvitationQueryConfig)device.Engine.Last.Arguments[0]!).Should().BeEquivalentTo(new ZIMCallInvitationQueryConfig { count = 2, nextFlag = 9 });
        device.Engine.Last.Succeed(new ZIMCallInvitationListQueriedResult { callList = [new() { callID = "1" }] });
        (await third).Should().BeTrue();
        pages.Current.callID.Should().Be("1");

        (await pages.MoveNextAsync()).Should().BeFalse();
        device.Engine.Sent.Should().HaveCount(2);
        await pages.DisposeAsync();
    }

    [Fact]
    public async Task The_snapshots_and_ReconnectNow_are_the_engines()
    {
        await using var device = new Device();
        device.Engine.ConnectionState = ZIMConnectionState.Reconnecting;
        device.Engine.ActiveCalls =
        [
            new ZIMActiveCall
            {
                CallID = "1", Mode = ZIMCallInvitationMode.General, Caller = "a", Inviter = "a", OwnState = ZIMCallUserState.Received,
                CreatedAt = DateTimeOffset.UnixEpoch, Members = [],
            },
        ];

        device.Zim.ReconnectNow();

        device.Zim.ConnectionState.Should().Be(ZIMConnectionState.Reconnecting);
        device.Zim.ActiveCalls.Should().ContainSingle();
        device.Engine.Reconnects.Should().Be(1);
    }
}
