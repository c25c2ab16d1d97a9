using ZimCall.Server;

namespace ZimCall.Scenarios.Limits;

/// <summary>How much a user may ask for: noticed by the SDK first, and by the server in any case.</summary>
public sealed class RequestLimitTests() : BackendTests(static options =>
{
    options.SessionRequestsPerSecond = 10;
    options.UserRequestsPerSecond = 15;
})
{
    [Fact]
    public async Task The_SDK_keeps_to_what_the_server_said_and_says_how_long_to_wait()
    {
        var alice = await WatchedDevice.LoginAsync(Backend, "alice");
        for (var i = 0; i < 10; i++)
        {
            await QueryAsync(alice);
        }

        var refused = (await FluentActions.Awaiting(() => QueryAsync(alice)).Should().ThrowAsync<ZIMException>()).Which.Error;
        refused.code.Should().Be(ZIMErrorCode.CommonModuleTriggerSDKFrequencyLimit);
        refused.message.Should().Be("QueryCallInvitationList refused: more requests in a second than the server takes; wait 100 ms");
        await AdvanceAsync(0.1);
        await QueryAsync(alice);
        (await WatchedDevice.CodeOfAsync(() => QueryAsync(alice))).Should().Be(6000004);
    }

    [Fact]
    public async Task The_devices_of_a_user_share_the_users_limit()
    {
        WatchedDevice[] devices =
            [await WatchedDevice.LoginAsync(Backend, "alice", "a"), await WatchedDevice.LoginAsync(Backend, "alice", "b"),
            await WatchedDevice.LoginAsync(Backend, "alice", "c"), await WatchedDevice.LoginAsync(Backend, "alice", "d")];
        for (var i = 0; i < 30; i++)
        {
            await QueryAsync(devices[i / 10]);
        }

        var refused = (await FluentActions.Awaiting(() => QueryAsync(devices[3])).Should().ThrowAsync<ZIMException>()).Which.Error;
        refused.code.Should().Be(ZIMErrorCode.CommonModuleTriggerServerFrequencyLimit);
        refused.message.Should().Be("QueryCallInvitationList refused: more than 15 requests of this user in a second; wait 67 ms");
        await QueryAsync(await WatchedDevice.LoginAsync(Backend, "bob"));
        await AdvanceAsync(0.067);
        await QueryAsync(devices[3]);
    }

    private static Task QueryAsync(WatchedDevice device) =>
        device.Zim.QueryCallInvitationListAsync(new ZIMCallInvitationQueryConfig { count = 1 });
}
