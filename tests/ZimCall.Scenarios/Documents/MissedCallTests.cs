using System.Collections.Concurrent;
using Xunit;
using ZimCall;
using ZimCall.Testing;

namespace MyApp.Tests;

public class MissedCallTests
{
    private readonly ConcurrentQueue<string> _heard = new();

    [Fact]
    public async Task A_call_that_nobody_answers_is_missed_after_its_ring_time()
    {
        await using var backend = new ZimTestBackend();
        var alice = await backend.LoginAsync("alice");
        var bob = await backend.LoginAsync("bob");
        Listen("bob", bob);

        await using var call = await alice.StartCallAsync(["bob"], new ZIMCallInviteConfig { timeout = 60 });
        await backend.AdvanceAsync(TimeSpan.FromSeconds(59));
        Assert.Equal(["bob: ring"], _heard);

        await backend.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["bob: ring", "bob: missed"], _heard);
        Assert.IsType<ZIMCallOutcome.TimedOut>(await call.OutcomeAsync());
    }

    [Fact]
    public async Task What_was_cancelled_while_the_phone_was_in_a_tunnel_never_rings()
    {
        await using var backend = new ZimTestBackend();
        var alice = await backend.LoginAsync("alice");
        var bob = await backend.LoginAsync("bob");
        Listen("bob", bob);

        backend.Drop(bob);
        var call = await alice.CallInviteAsync(["bob"]);
        await alice.CallCancelAsync([], call.callID);
        await backend.ResumeAsync(bob);
        await backend.SettleAsync();

        Assert.Empty(_heard);
    }

    [Fact]
    public async Task All_devices_ring_and_all_stop_when_one_answers()
    {
        await using var backend = new ZimTestBackend();
        var alice = await backend.LoginAsync("alice");
        var phone = await backend.LoginAsync("bob", "phone");
        var tablet = await backend.LoginAsync("bob", "tablet");
        Listen("tablet", tablet);

        var call = await alice.CallInviteAsync(["bob"]);
        await backend.SettleAsync();
        await phone.CallAcceptAsync(call.callID);
        await backend.SettleAsync();

        Assert.Equal(["tablet: ring", "tablet: bob is Received", "tablet: bob is Accepted"], _heard);
    }

    private void Listen(string device, ZIM zim)
    {
        zim.OnCallInvitationReceived += (_, _, _) => _heard.Enqueue($"{device}: ring");
        zim.OnCallInvitationTimeout += (_, _, _) => _heard.Enqueue($"{device}: missed");
        if (device == "tablet")
        {
            zim.OnCallUserStateChanged += (_, info, _) =>
                info.callUserList.ForEach(user => _heard.Enqueue($"{device}: {user.userID} is {user.state}"));
        }
    }
}
