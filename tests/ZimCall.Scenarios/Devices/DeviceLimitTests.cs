using ZimCall.Server;

namespace ZimCall.Scenarios.Devices;

/// <summary>R-DEV-1: how many devices a user has, and which goes when there is one too many.</summary>
public sealed class DeviceLimitTests : BackendTests
{
    [Fact]
    public async Task Ten_devices_ring_and_the_eleventh_kicks_the_oldest()
    {
        var alice = await WatchedDevice.LoginAsync(Backend, "alice");
        var devices = new List<WatchedDevice>();
        for (var i = 0; i < 11; i++)
        {
            devices.Add(await WatchedDevice.LoginAsync(Backend, "bob", $"d{i}"));
            if (i < 10)
            {
                (await devices[0].TakeAsync()).Should().BeEmpty("{0} devices are allowed", i + 1);
            }
        }

        (await devices[0].TakeAsync()).Should().Equal("Disconnected/KickedOut");
        await alice.Zim.CallInviteAsync(["bob"]);
        foreach (var device in devices[1..])
        {
            (await device.TakeAsync()).Should().StartWith("Received").And.NotContain(static told => told.StartsWith("Dis", StringComparison.Ordinal));
        }

        (await devices[0].TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Users_do_not_kick_each_other()
    {
        var bob = await WatchedDevice.LoginAsync(Backend, "bob");
        for (var i = 0; i < 12; i++)
        {
            await WatchedDevice.LoginAsync(Backend, $"user{i}");
        }

        (await bob.TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_kicked_device_stays_out_until_it_logs_in_again()
    {
        var devices = new List<WatchedDevice>();
        for (var i = 0; i < 11; i++)
        {
            devices.Add(await WatchedDevice.LoginAsync(Backend, "bob", $"d{i}"));
        }

        await AdvanceAsync(300);
        (await devices[0].TakeAsync()).Should().Equal("Disconnected/KickedOut");
        await devices[0].LoginAsync("bob");
        (await devices[1].TakeAsync()).Should().Equal("Disconnected/KickedOut");
        (await devices[10].TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_device_that_logs_out_makes_room()
    {
        var devices = new List<WatchedDevice>();
        for (var i = 0; i < 10; i++)
        {
            devices.Add(await WatchedDevice.LoginAsync(Backend, "bob", $"d{i}"));
        }

        await devices[5].Zim.LogoutAsync();
        await WatchedDevice.LoginAsync(Backend, "bob");
        (await devices[0].TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_second_instance_of_one_device_kicks_the_first_and_no_other_device()
    {
        var other = await WatchedDevice.LoginAsync(Backend, "bob", "pc");
        var first = await WatchedDevice.LoginAsync(Backend, "bob", "phone");
        var second = await WatchedDevice.LoginAsync(Backend, "bob", "phone");
        (await first.TakeAsync()).Should().Equal("Disconnected/KickedOut");
        (await second.TakeAsync()).Should().BeEmpty();
        (await other.TakeAsync()).Should().BeEmpty();
    }
}
