using ZimCall.Server;

namespace ZimCall.Scenarios.Limits;

/// <summary>What an app's users may do together, and how many calls a user may be in.</summary>
public sealed class AppLimitTests() : BackendTests(static options =>
{
    options.AppRequestsPerSecond = 4;
    options.AllowInviteWhileInCall = true;
    options.MaxCallsPerUser = 2;
})
{
    private static readonly ZIMCallInviteConfig Advanced = new() { mode = ZIMCallInvitationMode.Advanced };

    [Fact]
    public async Task An_apps_users_share_its_limit()
    {
        var devices = new List<WatchedDevice>();
        for (var i = 0; i < 9; i++)
        {
            devices.Add(await WatchedDevice.LoginAsync(Backend, $"user{i}"));
        }

        foreach (var device in devices[..8])
        {
            await device.Zim.QueryCallInvitationListAsync(new ZIMCallInvitationQueryConfig { count = 1 });
        }

        var refused = (await FluentActions.Awaiting(() => devices[8].Zim.CallInviteAsync(["user0"])).Should().ThrowAsync<ZIMException>()).Which;
        refused.Error.code.Should().Be(ZIMErrorCode.CommonModuleTriggerServerFrequencyLimit);
        refused.Error.message.Should().Be("CallInvite refused: more than 4 requests of app 1 in a second; wait 250 ms");
        (await devices[0].TakeAsync()).Should().BeEmpty("what was refused rings nowhere");
    }

    [Fact]
    public async Task Nobody_creates_calls_without_end()
    {
        var alice = await WatchedDevice.LoginAsync(Backend, "alice");
        await WatchedDevice.LoginAsync(Backend, "bob");
        var first = (await alice.Zim.CallInviteAsync(["bob"], Advanced)).callID;
        await alice.Zim.CallInviteAsync(["bob"], Advanced);
        var refused = (await FluentActions.Awaiting(() => alice.Zim.CallInviteAsync(["bob"], Advanced)).Should().ThrowAsync<ZIMException>()).Which;
        refused.Error.code.Should().Be(ZIMErrorCode.CommonModuleTriggerServerFrequencyLimit);
        refused.Error.message.Should().Be("CallInvite refused: the user is in 2 calls; wait until one is over");
        await alice.Zim.CallQuitAsync(first);
        await AdvanceAsync(1);
        await alice.Zim.CallInviteAsync(["bob"], Advanced);
    }

    [Fact]
    public async Task Nobody_joins_calls_without_end_but_goes_on_where_it_is()
    {
        var calls = new List<string>();
        await WatchedDevice.LoginAsync(Backend, "bob");
        for (var i = 0; i < 3; i++)
        {
            calls.Add((await (await WatchedDevice.LoginAsync(Backend, $"caller{i}")).Zim.CallInviteAsync(["bob"], Advanced)).callID);
        }

        var (phone, pc) = (await WatchedDevice.LoginAsync(Backend, "dave", "phone"), await WatchedDevice.LoginAsync(Backend, "dave", "pc"));
        await phone.Zim.CallJoinAsync(calls[0]);
        await phone.Zim.CallJoinAsync(calls[1]);
        await AdvanceAsync(2);
        (await WatchedDevice.CodeOfAsync(() => phone.Zim.CallJoinAsync(calls[2]))).Should().Be(6000005);
        await pc.Zim.CallJoinAsync(calls[1]);
    }
}
