namespace ZimCall.Scenarios.Sessions;

/// <summary>Several devices of one user (R-DEV).</summary>
public class DeviceTests : SessionTest
{
    [Fact]
    public async Task The_eleventh_device_pushes_out_the_oldest()
    {
        List<ToldDevice> devices = [];
        for (var i = 0; i < 10; i++)
        {
            devices.Add(await LoginAsync("alice"));
        }

        devices.ForEach(static device => device.Take());
        await LoginAsync("alice");

        devices[0].Take().Should().Equal("Disconnected/KickedOut");
        devices.Skip(1).Should().OnlyContain(static device => device.Take().Count == 0);
    }

    [Fact]
    public async Task An_app_that_starts_again_on_the_same_device_is_back_in_its_call()
    {
        var (alice, bob) = (await LoginAsync("alice", "phone"), await LoginAsync("bob"));
        var callID = await InviteAsync(alice, "bob");
        await bob.Zim.CallAcceptAsync(callID);
        await Backend.SettleAsync();
        Forget(alice);

        var again = new ToldDevice(Backend.CreateZim("phone"));
        await again.Zim.LoginAsync(new ZIMUserInfo { userID = "alice" });
        await Backend.SettleAsync();

        alice.Take().Should().Equal("Disconnected/KickedOut");
        again.Take().Should().Equal("Connecting/ActiveLogin", "Connected/Success", "alice=Accepted bob=Accepted");
        var shown = again.Zim.ActiveCalls.Should().ContainSingle().Subject;
        (shown.CallID, shown.OwnState).Should().Be((callID, ZIMCallUserState.Accepted));
        await again.Zim.Awaiting(zim => zim.CallEndAsync(callID)).Should().NotThrowAsync("it is the primary device again (R-DEV-4)");
    }

    [Fact]
    public async Task An_app_that_crashed_and_starts_again_is_back_in_its_call()
    {
        var (alice, bob) = (await LoginAsync("alice", "phone"), await LoginAsync("bob"));
        var callID = await InviteAsync(alice, "bob");
        await bob.Zim.CallAcceptAsync(callID);
        await Backend.CrashAsync(alice.Zim);
        await AdvanceAsync(60);

        var again = await LoginAsync("alice", "phone");
        await AdvanceAsync(600);

        again.Zim.ActiveCalls.Should().ContainSingle("it came back before AbsenceLimit (R-GONE-2)");
        bob.Zim.ActiveCalls.Should().ContainSingle();
    }
}
