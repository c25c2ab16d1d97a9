using System.Text.Json;
using ZimCall.Server.Tests.Api;
using ZimCall.Server.Tests.Callbacks.Support;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Callbacks;

/// <summary>What a business server is told of calls.</summary>
public sealed class CallCallbacksTests : IAsyncLifetime
{
    private readonly FakeSender _sender = new();
    private readonly ZimTestBackend _backend;
    private ZIM _alice = null!;
    private ZIM _bob = null!;
    private string _call = "";

    public CallCallbacksTests() => _backend = WatchedBackend.Create(_sender, CallbackEvents.All.Remove("user_action").Remove("call_received"));

    public async Task InitializeAsync() =>
        (_alice, _bob) = (await _backend.LoginAsync("alice"), await _backend.LoginAsync("bob"));

    public Task DisposeAsync() => _backend.DisposeAsync().AsTask();

    [Fact]
    public async Task A_call_and_its_answer()
    {
        await InviteAsync(ZIMCallInvitationMode.General, "bob");
        await _bob.CallAcceptAsync(_call, new ZIMCallAcceptConfig { extendedData = "ärgs" });
        await ToldAsync(
            $"call_create {{'call_id':'CALL','user_ids':['bob'],'create_time':{Now},'payload':'voice','caller':'alice','timeout':90}}",
            "call_accept {'call_id':'CALL','user_id':'bob','extend_data':'\\u00E4rgs'}");
    }

    [Fact]
    public async Task An_Advanced_call_from_beginning_to_end()
    {
        await _backend.RegisterAsync("carol");
        var dave = await _backend.LoginAsync("dave");
        await InviteAsync(ZIMCallInvitationMode.Advanced, "bob", "carol");
        await _bob.CallRejectAsync(_call, new ZIMCallRejectConfig { extendedData = "busy" });
        await _alice.CallingInviteAsync(["dave"], _call);
        await dave.CallJoinAsync(_call, new ZIMCallJoinConfig { extendedData = "hi" });
        await _bob.CallJoinAsync(_call);
        await _bob.CallQuitAsync(_call, new ZIMCallQuitConfig { extendedData = "bye" });
        await _alice.CallCancelAsync(["carol"], _call, new ZIMCallCancelConfig { extendedData = "sorry" });
        await dave.CallEndAsync(_call, new ZIMCallEndConfig { extendedData = "over" });
        await ToldAsync(
            $"call_create {{'call_id':'CALL','user_ids':['bob','carol'],'create_time':{Now},'payload':'voice','caller':'alice','timeout':90}}",
            "call_reject {'call_id':'CALL','user_id':'bob','extend_data':'busy'}",
            $"call_invite {{'call_id':'CALL','user_ids':['dave'],'inviter':'alice','invite_time':{Now}}}",
            "call_join {'call_id':'CALL','user_id':'dave','extend_data':'hi'}",
            "call_join {'call_id':'CALL','user_id':'bob','extend_data':''}",
            "call_quit {'call_id':'CALL','user_id':'bob','extend_data':'bye'}",
            "call_cancel {'call_id':'CALL','user_ids':['carol'],'reason':'caller_cancel','payload':'sorry'}",
            $"call_end {{'call_id':'CALL','user_id':'dave','extend_data':'over','end_time':{Now}}}");
    }

    [Fact]
    public async Task The_caller_cancels()
    {
        await InviteAsync(ZIMCallInvitationMode.General, "bob");
        await _alice.CallCancelAsync([], _call, new ZIMCallCancelConfig { extendedData = "never mind" });
        await ToldLastAsync("call_cancel {'call_id':'CALL','user_ids':['bob'],'reason':'caller_cancel','payload':'never mind'}");
    }

    [Fact]
    public async Task The_caller_logs_out()
    {
        await InviteAsync(ZIMCallInvitationMode.General, "bob");
        await _alice.LogoutAsync();
        await ToldLastAsync("call_cancel {'call_id':'CALL','user_ids':['bob'],'reason':'caller_cancel','payload':''}");
    }

    [Fact]
    public async Task The_caller_cancels_when_nobody_is_pending_any_more()
    {
        await InviteAsync(ZIMCallInvitationMode.Advanced, "bob");
        await _bob.CallRejectAsync(_call);
        await _alice.CallCancelAsync([], _call);
        await ToldLastAsync("call_cancel {'call_id':'CALL','user_ids':[],'reason':'caller_cancel','payload':''}");
    }

    [Theory]
    [InlineData(ZIMCallInvitationMode.General)]
    [InlineData(ZIMCallInvitationMode.Advanced)]
    public async Task Nobody_answers_and_the_caller_is_online(ZIMCallInvitationMode mode)
    {
        await _backend.RegisterAsync("carol");
        await InviteAsync(mode, "bob", "carol");
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(90));
        await ToldLastAsync("call_cancel {'call_id':'CALL','user_ids':['bob','carol'],'reason':'timeout_cancel','payload':''}");
    }

    [Fact]
    public async Task Nobody_answers_and_the_caller_is_offline()
    {
        // Created by the business server: a caller who was never online is not gone.
        await _backend.RegisterAsync("shop");
        var api = new ApiCaller(_backend);
        var reply = await api.PostAsync("CallInvite", new { FromUserId = "shop", UserIds = new[] { "bob" } });
        _call = reply.Succeeded().Text("CallId");
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(90));
        await ToldLastAsync("call_timeout {'call_id':'CALL','user_ids':['bob']}");
    }

    [Fact]
    public async Task Some_do_not_answer()
    {
        await _backend.RegisterAsync("carol");
        await InviteAsync(ZIMCallInvitationMode.General, "bob", "carol");
        await _bob.CallRejectAsync(_call);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(90));
        await ToldLastAsync("call_timeout {'call_id':'CALL','user_ids':['carol']}");
    }

    [Fact]
    public async Task Whoever_is_left_when_a_call_is_emptied_is_withdrawn()
    {
        await InviteAsync(ZIMCallInvitationMode.Advanced, "bob");
        await _alice.CallQuitAsync(_call);
        await _backend.SettleAsync();
        Lines()[1..].Should().Equal(
            Quoted("call_quit {'call_id':'CALL','user_id':'alice','extend_data':''}"),
            Quoted("call_cancel {'call_id':'CALL','user_ids':['bob'],'reason':'caller_cancel','payload':''}"),
            Quoted($"call_end {{'call_id':'CALL','user_id':'','extend_data':'','end_time':{Now}}}"));
    }

    [Fact]
    public async Task What_reaches_a_device_is_told_to_those_who_want_it()
    {
        await using var backend = WatchedBackend.Create(_sender, ["call_received"]);
        var alice = await backend.LoginAsync("alice");
        await backend.LoginAsync("bob");
        _call = (await alice.CallInviteAsync(["bob"])).callID;
        await backend.SettleAsync();
        Lines().Should().Equal(Quoted("call_received {'call_id':'CALL','user_id':'bob'}"));
    }

    [Fact]
    public async Task By_default_an_app_is_told_of_what_ZIM_has_and_without_a_URL_of_nothing()
    {
        new ZimCallCallbackOptions(WatchedBackend.Url, "").Events.Should().Equal(
            "call_create", "call_invite", "call_accept", "call_reject", "call_cancel", "call_timeout", "user_action");
        await using var backend = new ZimTestBackend(new ZimTestBackendOptions { CallbackSender = _sender });
        await backend.RegisterAsync("bob");
        var call = await (await backend.LoginAsync("alice")).CallInviteAsync(["bob"]);
        await backend.SettleAsync();
        (await backend.Store.Outbox.CountAsync(ZimTestBackend.AppID, default)).Should().Be(default(OutboxCount));
        (await backend.Store.FindChangesAsync(new CallKey(ZimTestBackend.AppID, call.callID), default)).Should().ContainSingle("the history is kept all the same");
    }

    [Fact]
    public async Task A_node_that_dies_leaves_its_callbacks_to_the_others()
    {
        var hangs = true;
        _sender.Answer = _ => hangs ? new TaskCompletionSource<string?>().Task : Task.FromResult<string?>(null);
        await using var backend = WatchedBackend.Create(_sender, ["call_create"], nodes: 2);
        await backend.RegisterAsync("bob");
        var alice = backend.CreateZim();
        backend.Route(alice, 0);
        await alice.LoginAsync(new ZIMUserInfo { userID = "alice" });
        await alice.CallInviteAsync(["bob"]);
        await backend.SettleAsync();
        await backend.CrashNodeAsync(0);
        hangs = false;
        await backend.AdvanceAsync(TimeSpan.FromSeconds(19));
        _sender.Delivered.Should().BeEmpty("the dead node has it still");
        await backend.AdvanceAsync(TimeSpan.FromSeconds(2));
        _sender.Delivered.Should().ContainSingle();
        _sender.Tries.Select(static t => t.Callback.Id).Distinct().Should().ContainSingle();
    }

    private long Now => _backend.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private static string Quoted(string line) => line.Replace('\'', '"');

    private async Task InviteAsync(ZIMCallInvitationMode mode, params string[] invitees)
    {
        _call = (await _alice.CallInviteAsync(invitees, new ZIMCallInviteConfig { mode = mode, extendedData = "voice" })).callID;
        await _backend.SettleAsync();
    }

    private string[] Lines() => [.. _sender.Lines.Select(line => line.Replace(_call, "CALL", StringComparison.Ordinal))];

    private async Task ToldAsync(params string[] lines)
    {
        await _backend.SettleAsync();
        Lines().Should().Equal(lines.Select(Quoted));
        _sender.Delivered.Should().OnlyContain(callback => callback.Lane == _call);
        _sender.Delivered.Select(static callback => callback.Id).Should().OnlyHaveUniqueItems();
        _sender.Delivered.Should().OnlyContain(static callback => FakeSender.Json(callback).ValueKind == JsonValueKind.Object);
    }

    private async Task ToldLastAsync(string line)
    {
        await _backend.SettleAsync();
        Lines()[^1].Should().Be(Quoted(line));
    }
}
