using ZimCall.Scenarios.Stores;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Limits;

/// <summary>A node with too much to do refuses what is new, and goes on serving the calls that are there.</summary>
public sealed class OverloadTests
{
    [Fact]
    public async Task New_invitations_are_refused_and_calls_that_ring_are_answered()
    {
        HeldStore? store = null;
        await using var backend = new ZimTestBackend(new ZimTestBackendOptions
        {
            ConfigureServer = static options => options.MaxConcurrentRequests = 10,
            WrapStore = memory => store = new HeldStore(memory),
        });
        var (alice, bob, carol) = (await backend.LoginAsync("alice"), await backend.LoginAsync("bob"), await backend.LoginAsync("carol"));
        var callID = (await alice.CallInviteAsync(["bob"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced })).callID;
        var held = new List<Task>();
        for (var i = 0; i < 11; i++)
        {
            var caller = await backend.LoginAsync($"caller{i}");
            held.Add(caller.CallInviteAsync(["carol"], new ZIMCallInviteConfig { extendedData = "held" }));
        }

        Task login;
        try
        {
            await backend.SettleAsync();
            var refused = (await carol.Awaiting(static zim => zim.CallInviteAsync(["bob"])).Should().ThrowAsync<ZIMException>()).Which.Error;
            refused.code.Should().Be(ZIMErrorCode.CommonModuleTriggerServerFrequencyLimit);
            refused.message.Should().Be("CallInvite refused: the server is overloaded; wait 5000 ms");
            (await CodeAsync(carol.QueryCallInvitationListAsync(new ZIMCallInvitationQueryConfig { count = 1 }))).Should().Be(6000005);
            (await CodeAsync(alice.CallingInviteAsync(["carol"], callID))).Should().Be(6000005);

            await bob.CallAcceptAsync(callID);
            await carol.CallJoinAsync(callID);
            await bob.CallEndAsync(callID);
            login = backend.CreateZim().LoginAsync(new ZIMUserInfo { userID = "dave" });
            await backend.SettleAsync();
            login.IsCompleted.Should().BeFalse("new sessions wait");
        }
        finally
        {
            store!.GoOn();
        }

        await Task.WhenAll(held);
        await carol.CallInviteAsync(["bob"]);
        await backend.AdvanceAsync(TimeSpan.FromSeconds(30));
        await login;
    }

    private static async Task<int> CodeAsync(Task operation) => await WatchedDevice.CodeOfAsync(() => operation);
}
