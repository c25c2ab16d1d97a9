using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Devices;

/// <summary>R-DEV-1 with one device per user.</summary>
public sealed class SingleDeviceTests() : BackendTests(static options => options.DeviceLoginPolicy = DeviceLoginPolicy.SingleDevice)
{
    /// <summary>Two devices that kick each other by reconnecting would never come to rest.</summary>
    [Fact]
    public async Task A_device_kicked_while_it_was_away_is_told_when_it_is_back_and_kicks_nobody()
    {
        var phone = await WatchedDevice.LoginAsync(Backend, "bob", "phone");
        Backend.Drop(phone.Zim);
        var pc = await WatchedDevice.LoginAsync(Backend, "bob", "pc");
        await AdvanceAsync(5);
        await FluentActions.Awaiting(() => Backend.ResumeAsync(phone.Zim)).Should().ThrowAsync<InvalidOperationException>();
        (await phone.TakeAsync()).Should().Equal("Reconnecting/LoginInterrupted", "Disconnected/KickedOut");
        await AdvanceAsync(120);
        (await pc.TakeAsync()).Should().BeEmpty();
        (await phone.TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Over_grpc_too()
    {
        await using var backend = new ZimTestBackend(
            new ZimTestBackendOptions { ConfigureServer = static options => options.DeviceLoginPolicy = DeviceLoginPolicy.SingleDevice },
            static backend => new GrpcNetwork(backend));
        var phone = await WatchedDevice.LoginAsync(backend, "bob", "phone");
        backend.Drop(phone.Zim);
        var pc = await WatchedDevice.LoginAsync(backend, "bob", "pc");
        await FluentActions.Awaiting(() => backend.ResumeAsync(phone.Zim)).Should().ThrowAsync<InvalidOperationException>();
        (await phone.TakeAsync()).Should().Equal("Reconnecting/LoginInterrupted", "Disconnected/KickedOut");
        (await pc.TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_device_that_was_only_away_comes_back()
    {
        var phone = await WatchedDevice.LoginAsync(Backend, "bob", "phone");
        Backend.Drop(phone.Zim);
        await AdvanceAsync(100);
        await Backend.ResumeAsync(phone.Zim);
        (await phone.TakeAsync()).Should().Equal("Reconnecting/LoginInterrupted", "Connected/Success");
    }

    [Fact]
    public async Task A_call_survives_the_change_of_devices()
    {
        var alice = await WatchedDevice.LoginAsync(Backend, "alice");
        var phone = await WatchedDevice.LoginAsync(Backend, "bob", "phone");
        var call = await alice.Zim.CallInviteAsync(["bob"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
        await phone.Zim.CallAcceptAsync(call.callID);
        await alice.TakeAsync();
        var pc = await WatchedDevice.LoginAsync(Backend, "bob", "pc");
        await AdvanceAsync(600);
        (await alice.TakeAsync()).Should().BeEmpty("bob is still there");
        await pc.Zim.CallJoinAsync(call.callID);
        await alice.Zim.CallEndAsync(call.callID);
        (await pc.TakeAsync()).Should().Equal("Ended");
    }
}
