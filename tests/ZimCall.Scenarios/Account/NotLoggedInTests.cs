using ZimCall.Testing;

namespace ZimCall.Scenarios.Account;

/// <summary>Rules 5: an operation without a login is refused, and after the instance's end too.</summary>
public sealed class NotLoggedInTests : BackendTests
{
    public static TheoryData<string> Names => [.. Operations.Keys];

    private static Dictionary<string, Func<ZIM, Task>> Operations { get; } = new()
    {
        ["CallInvite"] = static zim => zim.CallInviteAsync(["bob"]),
        ["CallCancel"] = static zim => zim.CallCancelAsync([], "1"),
        ["CallAccept"] = static zim => zim.CallAcceptAsync("1"),
        ["CallReject"] = static zim => zim.CallRejectAsync("1"),
        ["CallingInvite"] = static zim => zim.CallingInviteAsync(["bob"], "1"),
        ["CallJoin"] = static zim => zim.CallJoinAsync("1"),
        ["CallQuit"] = static zim => zim.CallQuitAsync("1"),
        ["CallEnd"] = static zim => zim.CallEndAsync("1"),
        ["QueryCallInvitationList"] = static zim => zim.QueryCallInvitationListAsync(new ZIMCallInvitationQueryConfig { count = 1 }),
        ["RenewToken"] = static zim => zim.RenewTokenAsync("04"),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Before_the_login(string operation) => (await CodeAsync(operation, Backend.CreateZim())).Should().Be(6000121);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task After_the_logout(string operation)
    {
        var zim = await Backend.LoginAsync("alice");
        await zim.LogoutAsync();
        (await CodeAsync(operation, zim)).Should().Be(6000121);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task After_being_kicked_out(string operation)
    {
        await using var backend = new ZimTestBackend(new ZimTestBackendOptions { ConfigureServer = static options => options.MaxDevicesPerUser = 1 });
        var zim = await backend.LoginAsync("alice");
        await backend.LoginAsync("alice");
        await backend.SettleAsync();
        (await CodeAsync(operation, zim)).Should().Be(6000121);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task After_the_instance_is_destroyed(string operation)
    {
        var zim = await Backend.LoginAsync("alice");
        zim.Destroy();
        (await CodeAsync(operation, zim)).Should().Be(6000002);
        (await WatchedDevice.CodeOfAsync(() => zim.LoginAsync(new ZIMUserInfo { userID = "alice" }))).Should().Be(6000002);
    }

    private static Task<int> CodeAsync(string operation, ZIM zim) => WatchedDevice.CodeOfAsync(() => Operations[operation](zim));
}
