using System.Text.Json;
using ZimCall.Server.Api;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Api;

/// <summary>What a business server can do, as its users see it.</summary>
public sealed class ServerApiTests : IAsyncLifetime
{
    private readonly ZimTestBackend _backend = new(new ZimTestBackendOptions
    {
        ConfigureServer = static options => options.ApiRequestsPerSecond = 1000,
    });
    private readonly ApiCaller _api;
    private ZIM _alice = null!;
    private ZIM _bob = null!;

    public ServerApiTests() => _api = new ApiCaller(_backend);

    public async Task InitializeAsync() =>
        (_alice, _bob) = (await _backend.LoginAsync("alice"), await _backend.LoginAsync("bob"));

    public Task DisposeAsync() => _backend.DisposeAsync().AsTask();

    [Fact]
    public async Task CallInvite_rings()
    {
        var told = new List<string>();
        _bob.OnCallInvitationReceived += (_, info, callID) => told.Add($"{callID}: {info.caller}, {info.mode}, {info.timeout} s, {info.extendedData}");

        var reply = (await _api.PostAsync("CallInvite", new
        {
            FromUserId = "alice",
            UserIds = new[] { "bob", "nobody" },
            Timeout = 30,
            ExtendedData = "voice",
        })).Succeeded();

        told.Should().Equal($"{reply.Text("CallId")}: alice, General, 30 s, voice");
        reply.Number("CreateTime").Should().Be(_backend.Time.GetUtcNow().ToUnixTimeMilliseconds());
        reply.Errors("ErrorUsers").Should().Equal($"nobody {ApiCodes.UserUnknown}");
    }

    [Fact]
    public async Task CallInvite_rings_for_90_seconds_and_makes_a_General_call_unless_it_says_otherwise()
    {
        await InviteAsync();
        var call = _bob.ActiveCalls.Single();
        call.Mode.Should().Be(ZIMCallInvitationMode.General);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(89.9));
        _bob.ActiveCalls.Should().ContainSingle();
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(0.1));
        _bob.ActiveCalls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_caller_without_a_device_online_can_be_answered_for()
    {
        await _alice.LogoutAsync();
        var callId = await InviteAsync(mode: 1);
        await _bob.CallAcceptAsync(callId);
        (await QueryAsync(callId)).Number("State").Should().Be((int)ZIMCallState.Started);
        (await _api.GetAsync("CallEnd", ("FromUserId", "alice"), ("CallId", callId))).Succeeded().Number("EndTime").Should().BePositive();
        _bob.ActiveCalls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_caller_who_never_comes_does_not_keep_the_call_for_ever()
    {
        await _alice.LogoutAsync();
        var callId = await InviteAsync(mode: 1);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(299));
        (await QueryAsync(callId)).Number("State").Should().Be((int)ZIMCallState.Started);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(1));
        (await QueryAsync(callId)).Number("State").Should().Be((int)ZIMCallState.Ended);
    }

    [Fact]
    public async Task A_caller_who_comes_in_time_or_is_there_keeps_the_call()
    {
        var there = await InviteAsync(mode: 1);
        await _api.GetAsync("CallReject", ("FromUserId", "bob"), ("CallId", there));
        await _alice.LogoutAsync();
        (await QueryAsync(there)).Number("State").Should().Be((int)ZIMCallState.Ended, "nobody had accepted (R-GONE-1)");

        var callId = await InviteAsync(mode: 1);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(100));
        await _alice.LoginAsync(new ZIMUserInfo { userID = "alice" });
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(1000));
        (await QueryAsync(callId)).Number("State").Should().Be((int)ZIMCallState.Started);
    }

    [Fact]
    public async Task CallAccept_answers_in_the_name_of_a_user()
    {
        var callID = (await _alice.CallInviteAsync(["bob"])).callID;
        await _backend.SettleAsync();
        var told = new List<string>();
        _alice.OnCallUserStateChanged += (_, info, _) => told.AddRange(info.callUserList.Select(static user => $"{user.userID} {user.state} {user.extendedData}"));
        (await _api.GetAsync("CallAccept", ("FromUserId", "bob"), ("CallId", callID), ("ExtendedData", "ärgs & co"))).Succeeded();
        told.Should().Equal("bob Accepted ärgs & co");
    }

    [Fact]
    public async Task Whoever_is_in_a_call_by_CallAccept_without_a_device_online_does_not_stay_for_ever()
    {
        var callID = (await _alice.CallInviteAsync(["bob"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced })).callID;
        await _bob.LogoutAsync();
        (await _api.GetAsync("CallAccept", ("FromUserId", "bob"), ("CallId", callID))).Succeeded();
        await _backend.AdvanceAsync(TimeSpan.FromMinutes(4.9));
        (await StateOfAsync("bob", callID)).Should().Be(ZIMCallUserState.Accepted);
        await _backend.AdvanceAsync(TimeSpan.FromMinutes(0.2));
        (await StateOfAsync("bob", callID)).Should().Be(ZIMCallUserState.Quit, "R-GONE-2");
    }

    [Fact]
    public async Task CallReject_declines_in_the_name_of_a_user()
    {
        var call = await _alice.StartCallAsync(["bob"]);
        (await _api.GetAsync("CallReject", ("FromUserId", "bob"), ("CallId", call.CallID), ("ExtendedData", "busy"))).Succeeded();
        (await call.OutcomeAsync()).Should().BeOfType<ZIMCallOutcome.Rejected>().Which.Invitees.Single().ExtendedData.Should().Be("busy");
    }

    [Fact]
    public async Task CallCancel_withdraws_some_or_all()
    {
        await _backend.RegisterAsync("carol");
        var callId = await InviteAsync(1, "bob", "carol");
        var reply = (await _api.PostAsync("CallCancel", new { FromUserId = "alice", CallId = callId, UserIds = new[] { "bob", "dave" } })).Succeeded();
        reply.Errors("ErrorUsers").Should().Equal($"dave {ApiCodes.OperatorNotInvited}");
        _bob.ActiveCalls.Should().BeEmpty();
        (await StateOfAsync("carol", callId)).Should().NotBe(ZIMCallUserState.Cancelled);
        (await _api.PostAsync("CallCancel", new { FromUserId = "alice", CallId = callId })).Succeeded();
        (await QueryAsync(callId)).Number("State").Should().Be((int)ZIMCallState.Ended);
    }

    [Fact]
    public async Task CallingInvite_CallQuit_and_CallEnd_lead_an_Advanced_call()
    {
        await _backend.RegisterAsync("carol", "dave");
        var callId = await InviteAsync(1, "carol");
        (await _api.PostAsync("CallAccept", new { FromUserId = "carol", CallId = callId })).Succeeded();
        (await _api.PostAsync("CallingInvite", new { FromUserId = "carol", CallId = callId, UserIds = new[] { "bob", "nobody" } }))
            .Succeeded().Errors("ErrorUsers").Should().Equal($"nobody {ApiCodes.UserUnknown}");
        _bob.ActiveCalls.Single().CallID.Should().Be(callId);
        await _bob.CallAcceptAsync(callId);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(3));

        var quit = (await _api.PostAsync("CallQuit", new { FromUserId = "carol", CallId = callId })).Succeeded();
        (quit.Number("QuitTime") - quit.Number("AcceptTime")).Should().Be(3000);
        var end = (await _api.PostAsync("CallEnd", new { FromUserId = "alice", CallId = callId })).Succeeded();
        (end.Number("EndTime") - end.Number("CreateTime")).Should().Be(3000);
        _bob.ActiveCalls.Should().BeEmpty();
    }

    [Fact]
    public async Task UserRegister_makes_users_who_can_be_invited()
    {
        var reply = (await _api.PostAsync("UserRegister", new
        {
            UserInfo = new[] { new { UserId = "carol", UserName = "Carol" }, new { UserId = "no/slash", UserName = "" }, new { UserId = new string('x', 33), UserName = "" } },
        })).Succeeded();
        reply.Errors("ErrorList").Should().Equal($"no/slash {ApiCodes.ParamError}", $"{new string('x', 33)} {ApiCodes.UserIdTooLong}");
        (await _alice.CallInviteAsync(["carol"])).errorUserList.Should().BeEmpty();
        (await _api.PostAsync("UserRegister", new { UserInfo = Enumerable.Range(1, 101).Select(static i => new { UserId = $"u{i}" }) })).Code()
            .Should().Be(ApiCodes.TooManyUsers);
    }

    [Fact]
    public async Task QueryUserOnlineState_tells_who_has_a_device_online()
    {
        await _backend.RegisterAsync("carol");
        var reply = (await _api.GetAsync("QueryUserOnlineState", ("UserId[]", "alice"), ("UserId[]", "carol"), ("UserId[]", "nobody"))).Succeeded();
        reply.GetProperty("Result").EnumerateArray().Select(static user => $"{user.Text("UserId")} {user.Text("Status")}")
            .Should().Equal("alice Online", "carol Offline");
        reply.Errors("ErrorList").Should().Equal($"nobody {ApiCodes.UserUnknown}");
        var many = Enumerable.Range(1, 101).Select(static i => ($"UserId[{i}]", $"u{i}")).ToArray();
        (await _api.GetAsync("QueryUserOnlineState", many)).Code().Should().Be(ApiCodes.TooManyUsers);
    }

    [Fact]
    public async Task QueryCall_shows_the_call_as_it_is_now()
    {
        var callId = await InviteAsync();
        var call = await QueryAsync(callId);
        call.Text("Caller").Should().Be("alice");
        call.Number("Timeout").Should().Be(90);
        call.GetProperty("UserList").EnumerateArray().Select(static user => $"{user.Text("UserId")} {(ZIMCallUserState)user.Number("State")} {user.Text("Inviter")}")
            .Should().Equal("alice Accepted ", "bob Received alice");
    }

    [Fact]
    public async Task QueryCallInvitationList_pages_through_a_users_calls()
    {
        List<string> made = [];
        for (var i = 0; i < 5; i++)
        {
            made.Add(await InviteAsync());
            (await _api.PostAsync("CallCancel", new { FromUserId = "alice", CallId = made[^1] })).Succeeded();
            await _backend.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        List<string> listed = [];
        var flag = "0";
        do
        {
            var page = (await _api.GetAsync("QueryCallInvitationList", ("FromUserId", "bob"), ("Count", "2"), ("NextFlag", flag))).Succeeded();
            listed.AddRange(page.GetProperty("CallList").EnumerateArray().Select(static call => call.Text("CallId")));
            flag = page.Text("NextFlag");
        }
        while (flag != "0");
        listed.Should().Equal(Enumerable.Reverse(made));
    }

    [Fact]
    public async Task Refusals_have_ZIMs_codes()
    {
        await _backend.RegisterAsync("carol");
        var callId = await InviteAsync();
        (await AcceptAsync("bob", "4711")).Should().Be(ApiCodes.CallNotFound);
        (await AcceptAsync("carol", callId)).Should().Be(ApiCodes.OperatorNotInvited);
        (await AcceptAsync("nobody", callId)).Should().Be(ApiCodes.OperatorNotRegistered);
        (await AcceptAsync(new string('x', 33), callId)).Should().Be(ApiCodes.UserIdTooLong);
        (await AcceptAsync("", callId)).Should().Be(ApiCodes.ParamError);
        (await AcceptAsync("bob", "")).Should().Be(ApiCodes.ParamError);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(90));
        (await AcceptAsync("bob", callId)).Should().Be(ApiCodes.InvitationTimedOut);

        var ended = await InviteAsync();
        (await _api.PostAsync("CallCancel", new { FromUserId = "alice", CallId = ended })).Succeeded();
        (await AcceptAsync("bob", ended)).Should().Be(ApiCodes.CallEnded);

        (await TryInviteAsync("nobody")).Should().Be(ApiCodes.NoCalleeRegistered);
        (await TryInviteAsync([.. Enumerable.Range(1, 10).Select(static i => $"u{i}")])).Should().Be(ApiCodes.TooManyCallees);
        (await TryInviteAsync()).Should().Be(ApiCodes.ParamError);
        (await _api.PostAsync("CallInvite", new { FromUserId = "alice", UserIds = new[] { "bob" }, Timeout = 601 })).Code().Should().Be(ApiCodes.ParamError);
        (await _api.PostAsync("CallInvite", new { FromUserId = "alice", UserIds = new[] { "bob" }, Mode = 4294967296 })).Code().Should().Be(ApiCodes.ParamError);
        (await _api.PostAsync("CallInvite", new { FromUserId = "alice", UserIds = new[] { "bob" }, ExtendedData = new string('x', 2049) })).Code().Should().Be(ApiCodes.ParamError);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{\"FromUserId\":1}")]
    [InlineData("{\"FromUserId\":\"alice\",\"UserIds\":\"bob\"}")]
    [InlineData("{\"FromUserId\":\"alice\",\"UserIds\":[1]}")]
    [InlineData("{\"FromUserId\":\"alice\",\"UserIds\":[\"bob\"],\"Timeout\":\"soon\"}")]
    [InlineData("{\"FromUserId\":\"alice\",\"UserIds\":[\"bob\"],\"Timeout\":1.5}")]
    [InlineData("{\"FromUserId\":\"alice\",\"UserIds\":[\"bob\"],\"ExtendedData\":\"\\ud800\"}")]
    public async Task A_body_of_the_wrong_form_is_refused(string body)
    {
        (await _api.PostTextAsync("CallInvite", body)).Code().Should().Be(ApiCodes.ParamError);
        _bob.ActiveCalls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_not_read_to_its_end()
    {
        var reply = await _api.PostTextAsync("CallInvite", $"{{\"FromUserId\":\"alice\",\"UserIds\":[\"bob\"]{new string(' ', 65_536)}}}");
        reply.Code().Should().Be(ApiCodes.ParamError);
        reply.Message().Should().Contain("65536 bytes");
    }

    private async Task<string> InviteAsync(int mode = 0, params string[] userIds) =>
        (await _api.PostAsync("CallInvite", new { FromUserId = "alice", UserIds = userIds.Length == 0 ? ["bob"] : userIds, Mode = mode }))
            .Succeeded().Text("CallId");

    private async Task<int> TryInviteAsync(params string[] userIds) =>
        (await _api.PostAsync("CallInvite", new { FromUserId = "alice", UserIds = userIds })).Code();

    private async Task<int> AcceptAsync(string userId, string callId) =>
        (await _api.GetAsync("CallAccept", ("FromUserId", userId), ("CallId", callId))).Code();

    private async Task<JsonElement> QueryAsync(string callId) =>
        (await _api.GetAsync("QueryCall", ("CallId", callId))).Succeeded().GetProperty("Call");

    private async Task<ZIMCallUserState> StateOfAsync(string userId, string callId) =>
        (ZIMCallUserState)(await QueryAsync(callId)).GetProperty("UserList").EnumerateArray().Single(user => user.Text("UserId") == userId).Number("State");
}
