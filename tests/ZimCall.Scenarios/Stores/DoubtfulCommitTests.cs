using ZimCall.Testing;

namespace ZimCall.Scenarios.Stores;

/// <summary>
/// A commit of which nobody knows whether it was stored: whoever asked for it is told so, and everybody sees it soon if it was.
/// Seen to fail, on one node, without Doubt in CallService.
/// </summary>
public sealed class DoubtfulCommitTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_answer_that_was_stored_after_all_is_seen_by_everybody(int nodes)
    {
        DoubtfulStore? store = null;
        await using var backend = NewBackend(nodes, made => store = made);
        var (alice, bob, tablet) = (await backend.LoginAsync("alice"), await backend.LoginAsync("bob", "phone"), await backend.LoginAsync("bob", "tablet"));
        var callID = (await alice.CallInviteAsync(["bob"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced })).callID;
        await backend.SettleAsync();

        store!.LosesAnswers = true;
        (await bob.Awaiting(zim => zim.CallAcceptAsync(callID)).Should().ThrowAsync<ZIMException>())
            .Which.Error.code.Should().Be(ZIMErrorCode.CommonModuleIMDatabaseError);
        store.LosesAnswers = false;
        await backend.AdvanceAsync(TimeSpan.FromSeconds(5));

        alice.ActiveCalls.Single().Members.Single(static member => member.UserID == "bob").State.Should().Be(ZIMCallUserState.Accepted);
        tablet.ActiveCalls.Should().BeEmpty("the phone is in the call, and the tablet does not ring any more");
        alice.ConnectionState.Should().Be(ZIMConnectionState.Connected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_invitation_that_was_stored_after_all_rings(int nodes)
    {
        DoubtfulStore? store = null;
        await using var backend = NewBackend(nodes, made => store = made);
        var (alice, bob) = (await backend.LoginAsync("alice"), await backend.LoginAsync("bob"));
        store!.LosesAnswers = true;
        await alice.Awaiting(static zim => zim.CallInviteAsync(["bob"])).Should().ThrowAsync<ZIMException>();
        store.LosesAnswers = false;
        await backend.AdvanceAsync(TimeSpan.FromSeconds(5));
        bob.ActiveCalls.Should().ContainSingle();
        alice.ActiveCalls.Should().ContainSingle();
    }

    private static ZimTestBackend NewBackend(int nodes, Action<DoubtfulStore> made) => new(new ZimTestBackendOptions
    {
        Nodes = nodes,
        WrapStore = memory =>
        {
            var store = new DoubtfulStore(memory);
            made(store);
            return store;
        },
    });
}
