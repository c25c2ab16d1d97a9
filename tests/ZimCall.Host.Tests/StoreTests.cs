using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests;

/// <summary>What a server with <c>--data</c> knows again after it was killed.</summary>
[Trait("Category", "Process")]
public sealed class StoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zimcall-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_call_and_its_deadline_outlive_a_server_that_is_killed()
    {
        var (first, url) = await DevelopmentHost.StartAsync("--data", _folder);
        await using var _ = first;
        await using var alice = await TestPhone.LoginAsync(url, "alice");
        await using var bob = await TestPhone.LoginAsync(url, "bob");
        await using var carol = await TestPhone.LoginAsync(url, "carol");
        var invited = await alice.Zim.CallInviteAsync(["bob", "carol"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced, timeout = 15 });
        await bob.SeesAsync($"received {invited.callID}");
        await bob.Zim.CallAcceptAsync(invited.callID, new ZIMCallAcceptConfig());
        await alice.SeesAsync("bob Accepted");

        first.Kill();
        await alice.SeesAsync("Reconnecting");
        await using var second = (await DevelopmentHost.StartOnAsync(url, "--data", _folder)).Process;
        await alice.SeesAsync("Connected");
        var (calls, _) = await HistoryAsync(alice);
        var call = calls.Should().ContainSingle().Which;
        call.callID.Should().Be(invited.callID);
        call.callUserList.Should().Contain(static user => user.userID == "bob" && user.state == ZIMCallUserState.Accepted);

        // Nobody set this alarm but the process that is dead.
        await alice.SeesAsync("carol Timeout");
        await alice.Zim.CallEndAsync(invited.callID, new ZIMCallEndConfig());
        await bob.SeesAsync($"ended {invited.callID}");
    }

    [Fact]
    public async Task A_folder_that_another_server_uses_is_refused()
    {
        var (first, _) = await DevelopmentHost.StartAsync("--data", _folder);
        await using var running = first;
        await using var second = ChildProcess.Host("--dev", "--urls", "http://127.0.0.1:0", "--data", _folder);
        (await second.ExitAsync()).Should().Be(1);
        second.Output.Should().Contain("zimcall-server cannot start").And.Contain(_folder).And.Contain("in use by another server").And.NotContain("   at ");
    }

    [Fact]
    public async Task When_the_store_fails_requests_say_so_and_the_server_goes_on()
    {
        var (host, url) = await DevelopmentHost.StartAsync("--data", _folder);
        await using var _ = host;
        await using var alice = await TestPhone.LoginAsync(url, "alice");
        await using var bob = await TestPhone.LoginAsync(url, "bob");
        File.Delete(Path.Combine(_folder, "zimcall.db"));
        var failed = await alice.Zim.Awaiting(static zim => zim.CallInviteAsync(["bob"])).Should().ThrowAsync<ZIMException>();
        failed.Which.Error.code.Should().Be(ZIMErrorCode.CommonModuleIMDatabaseError);
        await host.LineAsync("zimcall.db has disappeared");
        var (calls, _) = await HistoryAsync(alice);
        calls.Should().BeEmpty("it can still be asked");
    }

    private static async Task<(List<ZIMCallInfo> Calls, long NextFlag)> HistoryAsync(TestPhone phone)
    {
        var page = await phone.Zim.QueryCallInvitationListAsync(new ZIMCallInvitationQueryConfig { count = 10 });
        return (page.callList, page.nextFlag);
    }
}
