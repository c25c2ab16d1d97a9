using ZimCall.Core;
using ZimCall.Server.Tests.Api;
using ZimCall.Server.Tests.Callbacks.Support;
using ZimCall.Server.Tests.Support;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Push;

/// <summary>Pushes to members who have no device online (R-DEL-5).</summary>
public sealed class PushTests : IAsyncLifetime
{
    private static readonly ZIMPushConfig Ring = new() { title = "ring", content = "Alice calls", payload = "{}", resourcesID = "res" };

    private readonly FakeGateway _gateway = new();
    private readonly ZimTestBackend _backend;
    private ZIM _alice = null!;

    public PushTests() => _backend = new ZimTestBackend(new ZimTestBackendOptions { PushGateway = _gateway });

    public async Task InitializeAsync()
    {
        await _backend.RegisterAsync("bob", "carol");
        _alice = await _backend.LoginAsync("alice");
    }

    public Task DisposeAsync() => _backend.DisposeAsync().AsTask();

    [Fact]
    public async Task An_invitee_without_a_device_online_is_pushed_to_with_what_is_left_of_the_ring_time()
    {
        await _backend.LoginAsync("bob");
        var call = await InviteAsync(ZIMCallInvitationMode.Advanced, "bob", "carol");
        Told().Should().Equal("Invite carol \"ring\" 60 s");
        var push = _gateway.Messages.Single();
        (push.AppId, push.CallId, push.Caller, push.Actor, push.Mode).Should().Be((ZimTestBackend.AppID, call, "alice", "alice", CallMode.Advanced));
        push.Content.Should().Be(new PushContent { Title = "ring", Content = "Alice calls", Payload = "{}", ResourcesId = "res" });
    }

    [Fact]
    public async Task All_of_a_pushConfig_arrives()
    {
        await _alice.CallInviteAsync(["bob"], new ZIMCallInviteConfig
        {
            pushConfig = new ZIMPushConfig
            {
                threadID = "thread",
                enableBadge = true,
                badgeIncrement = 2,
                voIPConfig = new ZIMVoIPConfig { iOSVoIPHandleType = ZIMCXHandleType.PhoneNumber, iOSVoIPHandleValue = "+1", iOSVoIPHasVideo = true },
                privateMessageTemplate = new ZIMOfflinePushPrivateMessageTemplate { templateID = "t", titleParameters = "a", contentParameters = "b" },
            },
        });
        await _backend.SettleAsync();
        _gateway.Messages.Single().Content.Should().Be(new PushContent
        {
            ThreadId = "thread",
            BadgeIncrement = 2,
            Voip = new PushVoip(2, "+1", true),
            Template = new PushTemplate("t", "a", "b"),
        });
    }

    [Fact]
    public async Task Without_a_pushConfig_nothing_is_pushed()
    {
        await _alice.CallInviteAsync(["bob"]);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(91));
        Told().Should().BeEmpty();
    }

    [Fact]
    public async Task Whom_CallingInvite_adds_is_pushed_to_by_its_own_config()
    {
        var bob = await _backend.LoginAsync("bob");
        var call = await InviteAsync(ZIMCallInvitationMode.Advanced, "bob");
        await bob.CallAcceptAsync(call);
        await bob.CallingInviteAsync(["carol"], call, new ZIMCallingInviteConfig { pushConfig = new ZIMPushConfig { title = "join us" } });
        await _backend.SettleAsync();
        Told().Should().Equal("Invite carol \"join us\" 60 s");
        (_gateway.Messages.Single().Actor, _gateway.Messages.Single().Caller).Should().Be(("bob", "alice"));
    }

    [Fact]
    public async Task A_cancelled_invitation_is_withdrawn_and_the_cancellation_pushed()
    {
        var call = await InviteAsync(ZIMCallInvitationMode.General, "bob");
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(20));
        await _alice.CallCancelAsync(["bob"], call, new ZIMCallCancelConfig { pushConfig = new ZIMPushConfig { title = "missed" } });
        await _backend.SettleAsync();
        Told()[1..].Should().Equal("withdraw bob Cancelled", "Cancel bob \"missed\" 40 s");
    }

    [Fact]
    public async Task An_invitation_that_is_answered_on_a_device_is_withdrawn()
    {
        var call = await InviteAsync(ZIMCallInvitationMode.Advanced, "bob", "carol");
        var bob = await _backend.LoginAsync("bob");
        await _backend.SettleAsync();
        await bob.CallAcceptAsync(call);
        await _backend.SettleAsync();
        Told()[2..].Should().Equal("withdraw bob Answered");
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(60));
        Told()[3..].Should().Equal("withdraw carol Timeout");
    }

    [Fact]
    public async Task The_end_of_a_call_withdraws_what_rings_and_is_pushed_to_whoever_is_offline()
    {
        var bob = await _backend.LoginAsync("bob");
        var call = await InviteAsync(ZIMCallInvitationMode.Advanced, "bob", "carol");
        await bob.CallAcceptAsync(call);
        await bob.LogoutAsync();
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(10));
        await _alice.CallEndAsync(call, new ZIMCallEndConfig { pushConfig = new ZIMPushConfig { title = "over" } });
        await _backend.SettleAsync();
        Told()[1..].Should().Equal("withdraw carol Ended", "End bob \"over\" 60 s", "End carol \"over\" 50 s");
    }

    [Fact]
    public async Task Quitting_is_pushed_to_whoever_is_offline_and_to_nobody_else()
    {
        var dave = await _backend.LoginAsync("dave");
        var bob = await _backend.LoginAsync("bob");
        var call = await InviteAsync(ZIMCallInvitationMode.Advanced, "bob", "dave");
        await bob.CallAcceptAsync(call);
        await dave.CallAcceptAsync(call);
        await bob.LogoutAsync();
        await dave.CallQuitAsync(call, new ZIMCallQuitConfig { pushConfig = new ZIMPushConfig { title = "bye" } });
        await _backend.SettleAsync();
        Told().Should().Equal("Quit bob \"bye\" 60 s");
    }

    [Fact]
    public async Task A_gateway_that_throws_or_hangs_harms_no_call()
    {
        _gateway.Answer = static () => throw new InvalidOperationException("no");
        var first = await InviteAsync(ZIMCallInvitationMode.General, "bob");
        await _alice.CallCancelAsync(["bob"], first, new ZIMCallCancelConfig { pushConfig = new ZIMPushConfig { title = "missed" } });
        await _backend.SettleAsync();
        Told().Should().Equal(
            ["Invite bob \"ring\" 60 s", "withdraw bob Cancelled", "Cancel bob \"missed\" 60 s"], "it is asked all the same");
        _gateway.Answer = static () => new TaskCompletionSource().Task;
        var call = await InviteAsync(ZIMCallInvitationMode.General, "bob");
        await _alice.CallCancelAsync(["bob"], call);
        Told()[3..].Should().Equal(["Invite bob \"ring\" 60 s"], "it still hangs on this one");
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(10));
        Told()[^1].Should().Be("withdraw bob Cancelled");
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task The_server_API_pushes_by_OfflinePush()
    {
        var api = new ApiCaller(_backend);
        (await api.PostAsync("CallInvite", new { FromUserId = "alice", UserIds = new[] { "bob" }, OfflinePush = new { Enable = 0, Title = "no" } })).Succeeded();
        (await api.PostAsync("CallInvite", new
        {
            FromUserId = "carol",
            UserIds = new[] { "bob" },
            OfflinePush = new { Enable = 1, Title = "shop", Content = "calls", Payload = "p" },
        })).Succeeded();
        Told().Should().Equal("Invite bob \"shop\" 90 s");
        (await api.PostAsync("CallInvite", new { FromUserId = "carol", UserIds = new[] { "bob" }, OfflinePush = "yes" }))
            .Code().Should().Be(ZimCall.Server.Api.ApiCodes.ParamError);
    }

    [Fact]
    public async Task By_default_it_is_the_callback_call_push()
    {
        FakeSender sender = new();
        await using var backend = WatchedBackend.Create(sender, ["call_push"]);
        await backend.RegisterAsync("bob");
        var alice = await backend.LoginAsync("alice");
        var call = (await alice.CallInviteAsync(["bob"], new ZIMCallInviteConfig { pushConfig = Ring })).callID;
        await backend.AdvanceAsync(TimeSpan.FromSeconds(90));
        sender.Lines.Select(line => line.Replace(call, "CALL", StringComparison.Ordinal).Replace('"', '\'')).Should().Equal(
            "call_push {'call_id':'CALL','user_id':'bob','action':'push','reason':'invite','caller':'alice','operator':'alice','mode':0,"
            + "'ttl':90000,'expire_time':1893456090000,'title':'ring','content':'Alice calls','payload':'{}','resources_id':'res','thread_id':''}",
            "call_push {'call_id':'CALL','user_id':'bob','action':'withdraw','reason':'timeout'}");
    }

    private async Task<string> InviteAsync(ZIMCallInvitationMode mode, params string[] invitees)
    {
        var sent = await _alice.CallInviteAsync(invitees, new ZIMCallInviteConfig { mode = mode, timeout = 60, pushConfig = Ring });
        await _backend.SettleAsync();
        return sent.callID;
    }

    private string[] Told() => [.. _gateway.Told];
}
