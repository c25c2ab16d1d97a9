using ZimCall.Testing;

namespace ZimCall.Scenarios.Scale;

/// <summary>Timers of instances that are gone do not stay.</summary>
public class VirtualTimersTests
{
    [Fact]
    public async Task Instances_that_are_gone_leave_no_timer()
    {
        await using var backend = new ZimTestBackend();
        await OneLifeAsync(backend);
        await backend.AdvanceAsync(TimeSpan.FromMinutes(10));
        var before = backend.Time.PendingTimers;
        for (var i = 0; i < 20; i++)
        {
            await OneLifeAsync(backend);
        }

        // What the server keeps for a while, it has forgotten by now.
        await backend.AdvanceAsync(TimeSpan.FromMinutes(10));
        backend.Time.PendingTimers.Should().Be(before);
    }

    private static async Task OneLifeAsync(ZimTestBackend backend)
    {
        await using var alice = await backend.LoginAsync("alice");
        await using var bob = await backend.LoginAsync("bob");
        var call = await alice.CallInviteAsync(["bob"]);
        await bob.CallAcceptAsync(call.callID);
        await backend.SettleAsync();
    }
}
