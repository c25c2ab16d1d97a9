using ZimCall.Scenarios.Stores;
using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Account;

/// <summary>What users and operators mean for nobody else is in no line of any log, whatever happens and at whatever level.</summary>
public sealed class LogPrivacyTests
{
    private const string Mark = "private-";

    [Fact]
    public async Task No_extendedData_push_text_or_token_is_logged_by_any_operation_however_it_ends()
    {
        using var log = new LogCollector();
        var isStoreDown = false;
        string token;
        await using (var backend = new ZimTestBackend(
            new ZimTestBackendOptions { LoggerFactory = log, WrapStore = store => new FailingStore(store, () => isStoreDown) },
            static backend => new GrpcNetwork(backend)))
        {
            token = Token04.Generate(ZimTestBackend.AppID, "carol", ZimTestBackend.ServerSecret, TimeSpan.FromHours(1), time: backend.Time);
            var alice = await backend.LoginAsync("alice");
            var bob = await backend.LoginAsync("bob");
            var carol = WatchedDevice.Create(backend);
            await carol.LoginAsync("carol", token);
            var call = await PlayAsync(backend, alice, bob, carol.Zim);
            await RefusedAsync(() => bob.CallAcceptAsync(call, new ZIMCallAcceptConfig { extendedData = Mark + "too late" }));
            await RefusedAsync(() => carol.Zim.RenewTokenAsync(token[..^4] + "AAAA"));

            isStoreDown = true;
            await RefusedAsync(() => alice.CallInviteAsync(["bob"], new ZIMCallInviteConfig { extendedData = Mark + "unstored", pushConfig = Push("unstored") }));
            isStoreDown = false;
            await RefusedAsync(() => alice.CallInviteAsync(["bob"], new ZIMCallInviteConfig { extendedData = Mark + new string('x', 3000) }));
        }

        log.Texts.Should().Contain(static text => text.Contains("The store failed on CallInvite of alice"), "what happened is logged");
        log.Texts.Should().NotContain(static text => text.Contains(Mark, StringComparison.OrdinalIgnoreCase));
        foreach (var secret in new[] { token, token[..40], ZimTestBackend.AppSign, ZimTestBackend.ServerSecret })
        {
            log.Texts.Should().NotContain(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>Every operation, each with data of its own.</summary>
    private static async Task<string> PlayAsync(ZimTestBackend backend, ZIM alice, ZIM bob, ZIM carol)
    {
        var call = (await alice.CallInviteAsync(["bob"], new ZIMCallInviteConfig
        {
            mode = ZIMCallInvitationMode.Advanced,
            extendedData = Mark + "invite",
            pushConfig = Push("invite"),
        })).callID;
        await bob.CallAcceptAsync(call, new ZIMCallAcceptConfig { extendedData = Mark + "accept" });
        await alice.CallingInviteAsync(["carol"], call, new ZIMCallingInviteConfig { pushConfig = Push("more") });
        await carol.CallRejectAsync(call, new ZIMCallRejectConfig { extendedData = Mark + "reject" });
        await carol.CallJoinAsync(call, new ZIMCallJoinConfig { extendedData = Mark + "join" });
        await carol.CallQuitAsync(call, new ZIMCallQuitConfig { extendedData = Mark + "quit", pushConfig = Push("quit") });
        await alice.CallingInviteAsync(["carol"], call);
        await alice.CallCancelAsync(["carol"], call, new ZIMCallCancelConfig { extendedData = Mark + "cancel", pushConfig = Push("cancel") });
        backend.BreakConnection(bob);
        await backend.AdvanceAsync(TimeSpan.FromSeconds(5));
        await alice.CallEndAsync(call, new ZIMCallEndConfig { extendedData = Mark + "end", pushConfig = Push("end") });
        await backend.SettleAsync();
        return call;
    }

    private static ZIMPushConfig Push(string what) =>
        new() { title = $"{Mark}title-{what}", content = $"{Mark}content-{what}", payload = $"{Mark}payload-{what}" };

    private static async Task RefusedAsync(Func<Task> operation) => (await WatchedDevice.CodeOfAsync(operation)).Should().NotBe(0);
}
